import { canonicalAddress } from '@postern/address';
import { PosternError } from '@postern/errors';

const BINDING_BYTES = 16;

/** The address, if it is canonical: nothing else may reach a key's name or SMTP. Throws `call.invalid`. */
export function checkedAddress(address: string): string {
  if (canonicalAddress(address) !== address) throw new PosternError('call.invalid');
  return address;
}

export function checkedBinding(binding: Buffer): Buffer {
  if (binding.length !== BINDING_BYTES) throw new PosternError('call.invalid');
  return binding;
}
