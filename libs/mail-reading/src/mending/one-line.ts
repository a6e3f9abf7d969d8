// The parser handles a body line by line, at some ten microseconds and a
// kilobyte each. The same bytes in base64 on one line are read at once, so a
// body of many lines is given to it like that. Nothing in it changes.
import { countLines, type RawBody } from '../structure.ts';

/** Below this it is not worth the copy. */
const MIN_LINES = 500;

/** The body as one line of base64; undefined when it is short. What is base64 already only loses its line breaks. */
export function asOneLine(body: Buffer, encoding: RawBody['encoding'], decode: (body: Buffer) => Buffer): string | undefined {
  if (countLines(body) < MIN_LINES) return undefined;
  if (encoding === 'base64') return body.toString('latin1').replace(/[\r\n]+/g, '');
  return decode(body).toString('base64');
}

/** Text whose lines end as the parser has them end. */
export function withBareLineFeeds(text: Buffer): Buffer {
  return text.includes('\r\n') ? Buffer.from(text.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : text;
}
