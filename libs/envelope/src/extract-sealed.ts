// People save what their mail program lets them save: the attachment, or the
// whole mail, re-encoded and re-indented on the way. This finds the two fields
// in either. It believes nothing: what it returns still has to pass the fence.
import { PosternError } from '@postern/errors';
import { findFields, type SealedFields } from './form-fields.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { type MailPart, mailParts } from './mail-parts.ts';

/** Bytes of a file that are looked at to tell HTML from a mail. */
const SNIFF_BYTES = 4096;

export interface FoundMessage {
  readonly fields: SealedFields;
  /** The page that holds them, as text. */
  readonly html: string;
  /** How many parts a whole mail has beside it that are not plain text. */
  readonly otherParts: number;
}

/**
 * The two fields of a saved message.html or of a whole mail (RFC 5322) that
 * has it attached, line breaks taken out. Linear in the file. Throws
 * `gateway.no_message` when there are none, `gateway.too_large` over 40 MiB,
 * and `envelope.too_large` for a field that is longer than any can be.
 */
export function extractSealed(file: Buffer): SealedFields {
  return findMessage(file).fields;
}

/** As `extractSealed`, with what stands around the fields. */
export function findMessage(file: Buffer): FoundMessage {
  if (file.length > MAX_FILE_BYTES) throw new PosternError('gateway.too_large');
  const found = looksLikeHtml(file) ? findInPage(file) : findInMail(file);
  if (found === undefined) throw new PosternError('gateway.no_message');
  return found;
}

function looksLikeHtml(file: Buffer): boolean {
  return /^\s*</.test(decodeText(file.subarray(0, SNIFF_BYTES)));
}

function findInPage(bytes: Buffer): FoundMessage | undefined {
  const html = decodeText(bytes);
  const fields = findFields(html);
  return fields === undefined ? undefined : { fields, html, otherParts: 0 };
}

function findInMail(file: Buffer): FoundMessage | undefined {
  const parts = mailParts(file);
  for (const part of parts) {
    const found = isHtml(part) ? findInPage(part.content()) : undefined;
    if (found !== undefined) return { ...found, otherParts: parts.filter((each) => each !== part && !isPlainText(each)).length };
  }
  return undefined;
}

function isHtml({ mediaType, fileName }: MailPart): boolean {
  return mediaType === 'text/html' || /\.html?$/i.test(fileName ?? '');
}

function isPlainText({ mediaType, fileName }: MailPart): boolean {
  return mediaType === 'text/plain' && fileName === undefined;
}

/** UTF-8 or UTF-16 by its byte order mark, else bytes as they are: the fields are ASCII. */
function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  return bytes.toString('latin1', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}
