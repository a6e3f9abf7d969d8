import { PosternError } from '@postern/errors';
import { refused } from './refused.ts';

const DOT = 0x2e;

/**
 * The parts of a compact JOSE object (RFC 7515 section 3.1, RFC 7516 section
 * 3.1), still encoded, as views into the input. The JSON serialisations have
 * another number of dots, or characters that a part cannot have.
 */
export function splitCompact(compact: Buffer, count: number, maxBytes: number): readonly Buffer[] {
  if (compact.length > maxBytes) throw new PosternError('envelope.too_large');
  const segments: Buffer[] = [];
  let start = 0;
  for (let dot = compact.indexOf(DOT); dot !== -1; dot = compact.indexOf(DOT, start)) {
    segments.push(compact.subarray(start, dot));
    if (segments.length === count) throw refused();
    start = dot + 1;
  }
  segments.push(compact.subarray(start));
  if (segments.length !== count) throw refused();
  return segments;
}
