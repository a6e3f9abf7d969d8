import { createHash } from 'node:crypto';

/** SHA-256 of the capsule string in base64url: what a grant is bound to. */
export function capsuleHash(capsule: string): string {
  return createHash('sha256').update(capsule, 'latin1').digest('base64url');
}

/** SHA-256 of the body string. */
export function bodyDigest(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest();
}
