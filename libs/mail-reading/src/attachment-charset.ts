// In which character set an attachment of text says it is. The parser drops
// that, so it is found by the bytes: a part of the mail that decodes to the same
// bytes is the one that the attachment was.
import { createHash } from 'node:crypto';
import { decoderOf } from './charsets.ts';
import { decodeBody } from './original-bytes.ts';
import type { RawBody } from './structure.ts';

/** What text in UTF-8 says of itself need not be kept. */
const UTF_8 = /^(?:utf-?8|us-ascii)$/i;

/** Finds the label by the SHA-256 of an attachment, in hexadecimal; undefined without a label that TextDecoder knows. */
export function createAttachmentCharsets(bodies: readonly RawBody[]): (sha256: string) => string | undefined {
  const charsets = new Map<string, string>();
  for (const { bytes, encoding, charset } of bodies) {
    if (charset === undefined || UTF_8.test(charset) || decoderOf(charset) === undefined) continue;
    charsets.set(createHash('sha256').update(decodeBody(bytes, encoding)).digest('hex'), charset);
  }
  return (sha256) => charsets.get(sha256);
}
