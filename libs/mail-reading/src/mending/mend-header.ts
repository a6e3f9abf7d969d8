import { isUtf8 } from 'node:buffer';

/** Bytes that stand in a header without saying what they are, as UTF-8 (RFC 6532); undefined when they are that already. */
export function mendHeader(header: Buffer, elsewhere: string | undefined): Buffer | undefined {
  if (header.includes('\x1b$')) return recode(header, 'iso-2022-jp');
  if (isUtf8(header)) return undefined;
  return recode(header, elsewhere ?? 'windows-1252');
}

function recode(header: Buffer, charset: string): Buffer {
  return Buffer.from(new TextDecoder(charset).decode(header));
}

/** The first character set that a header names: what stands without a label near it is likely to be in the same. */
export function namedCharset(headers: readonly Buffer[]): string | undefined {
  for (const header of headers) {
    for (const [, word, parameter] of header
      .toString('latin1')
      .matchAll(/=\?([A-Za-z0-9_.:-]{2,40})[?*]|charset="?([A-Za-z0-9_.:-]{2,40})/gi)) {
      const name = word ?? parameter ?? '';
      if (isDecodable(name) && !/^(?:utf-?8|us-ascii)$/i.test(name)) return name;
    }
  }
  return undefined;
}

/** The parser knows more names than this. */
function isDecodable(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}
