import { type KeyObject, sign, verify } from 'node:crypto';

interface Signed {
  /** What was signed: the first two parts and the dot between them (RFC 7515 section 5.2). */
  readonly signingInput: Buffer;
  /** R and S, 64 bytes (RFC 7518 section 3.4). */
  readonly signature: Buffer;
}

/** R and S, 64 bytes (RFC 7518 section 3.4). */
export function signEs256(signingInput: Buffer, key: KeyObject): Buffer {
  return sign('sha256', signingInput, { key, dsaEncoding: 'ieee-p1363' });
}

/** Whether the signature is that of the key. */
export function verifyEs256({ signingInput, signature }: Signed, key: KeyObject): boolean {
  return verify('sha256', signingInput, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
