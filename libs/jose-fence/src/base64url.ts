import { refused } from './refused.ts';

const PLUS = 0x2b;
const SLASH = 0x2f;

/**
 * The bytes of canonical base64url without padding (RFC 7515 section 2; RFC
 * 4648 sections 3.3 to 3.5): only its alphabet, and no bits beyond the last
 * byte, so that every value has exactly one spelling. Throws
 * `envelope.malformed`.
 *
 * Node's decoder passes over what it does not know, so every such character
 * makes its result shorter than the length of the text promises. What it takes
 * besides the alphabet, `+` and `/`, is looked for, and the last group is
 * encoded again. That is three passes at the speed of memory, and no copy more
 * than decoding needs: bodies have 36 MB.
 */
export function decodeBase64url(segment: Buffer): Buffer {
  const bytes = Buffer.from(segment.toString('latin1'), 'base64url');
  const rest = segment.length % 4;
  if (rest === 1 || bytes.length !== Math.floor((segment.length * 3) / 4)) throw refused();
  if (segment.includes(PLUS) || segment.includes(SLASH)) throw refused();
  const lastGroup = segment.toString('latin1', segment.length - rest);
  if (bytes.subarray(bytes.length - Math.max(rest - 1, 0)).toString('base64url') !== lastGroup) throw refused();
  return bytes;
}
