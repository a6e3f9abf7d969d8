import { PosternError } from '@postern/errors';

/** Our own sentences as they are, and what a module answered as one. */
export function forOperator(thrown: unknown): Error {
  if (thrown instanceof PosternError) return new Error('pkcs11: the token does not answer in time', { cause: thrown });
  if (!(thrown instanceof Error)) return new Error('pkcs11: the token cannot be used');
  if (thrown.message.startsWith('pkcs11: ')) return thrown;
  return new Error(`pkcs11: the token cannot be used (${thrown.message})`, { cause: thrown });
}
