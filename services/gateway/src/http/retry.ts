import type { ErrorKind, PosternError } from '@postern/errors';

const TRANSIENT: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['unavailable', 'timeout', 'exhausted', 'internal']);

/** Whether the same request may succeed later; only then does it make sense to carry the ciphertext. */
export function isWorthRetrying({ kind }: PosternError): boolean {
  return TRANSIENT.has(kind);
}

/** Whether the reader gets on by signing in (again). */
export function isAboutSignIn({ code }: PosternError): boolean {
  return code.startsWith('otp.') || code.startsWith('identity.') || code === 'keyrelease.grant_refused';
}
