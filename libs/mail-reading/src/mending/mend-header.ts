import { isUtf8 } from 'node:buffer';
import { decoderOf } from '../charsets.ts';

/** Bytes that stand in a header without saying what they are, as UTF-8 (RFC 6532); undefined when they are that already. */
export function mendHeader(header: Buffer, elsewhere: string | undefined): Buffer | undefined {
  if (header.includes('\x1b$')) return recode(header, 'iso-2022-jp');
  if (isUtf8(header)) return undefined;
  return recode(header, elsewhere ?? 'windows-1252');
}

/** Line by line, so that no character swallows the end of one. */
function recode(header: Buffer, charset: string): Buffer {
  const decoder = new TextDecoder(charset);
  const lines = header.toString('latin1').split('\n');
  return Buffer.from(lines.map((line) => decoder.decode(Buffer.from(line, 'latin1'))).join('\n'));
}

/** Names that are looked at: one that nobody knows costs more than one that is known. */
const MAX_TRIED = 100;

/** The first character set that a header names: what stands without a label near it is likely to be in the same. */
export function namedCharset(headers: readonly Buffer[]): string | undefined {
  let tried = 0;
  for (const header of headers) {
    for (const [, word, parameter] of header
      .toString('latin1')
      .matchAll(/=\?([A-Za-z0-9_.:-]{2,40})[?*]|charset="?([A-Za-z0-9_.:-]{2,40})/gi)) {
      const name = word ?? parameter ?? '';
      tried += 1;
      if (tried > MAX_TRIED) return undefined;
      if (decoderOf(name) !== undefined && !/^(?:utf-?\d|us-ascii|unicode|ucs-2|iso-10646)/i.test(name)) return name;
    }
  }
  return undefined;
}
