import { refused } from './refused.ts';

/**
 * The bytes of canonical base64url without padding (RFC 7515 section 2; RFC
 * 4648 sections 3.3 to 3.5): only its alphabet, and no bits beyond the last
 * byte, so that every value has exactly one spelling. Linear: what was decoded
 * is encoded again and compared. Throws `envelope.malformed`.
 */
export function decodeBase64url(segment: Buffer): Buffer {
  const bytes = Buffer.from(segment.toString('latin1'), 'base64url');
  if (!Buffer.from(bytes.toString('base64url'), 'latin1').equals(segment)) throw refused();
  return bytes;
}
