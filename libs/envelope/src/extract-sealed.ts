// People save what their mail program lets them save: the attachment, or the
// whole mail, re-encoded and re-indented on the way. This finds the two fields
// in either. It believes nothing: what it returns still has to pass the fence.
import { PosternError } from '@postern/errors';
import { Parser } from 'htmlparser2';
import PostalMime, { type Email } from 'postal-mime';
import { MAX_BODY_BYTES, MAX_CAPSULE_BYTES, MAX_FILE_BYTES } from './limits.ts';

export interface SealedFields {
  readonly capsule: string;
  /** ASCII. */
  readonly body: Buffer;
}

/** Bytes of a file that are looked at to tell HTML from a mail. */
const SNIFF_BYTES = 4096;
const MAX_NESTING = 8;
/** How often a mail may have been forwarded as an attachment. */
const MAX_FORWARDED = 2;

/**
 * The two fields of a saved message.html or of a whole mail (RFC 5322) that
 * has it attached, line breaks taken out. Throws `gateway.no_message` when
 * there are none, `gateway.too_large` over 40 MiB.
 */
export async function extractSealed(file: Buffer): Promise<SealedFields> {
  if (file.length > MAX_FILE_BYTES) throw new PosternError('gateway.too_large');
  const html = looksLikeHtml(file) ? [decodeText(file)] : await htmlParts(file);
  for (const text of html) {
    const fields = findFields(text);
    if (fields !== undefined) return fields;
  }
  throw new PosternError('gateway.no_message');
}

function looksLikeHtml(file: Buffer): boolean {
  return /^\s*</.test(decodeText(file.subarray(0, SNIFF_BYTES)));
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

async function htmlParts(file: Buffer, depth = 0): Promise<readonly string[]> {
  const mail = await parseMail(file);
  const found = await Promise.all(
    mail.attachments.map(async ({ mimeType, filename, content }) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
      // A mail that was forwarded as an attachment.
      if (mimeType === 'message/rfc822') return depth < MAX_FORWARDED ? htmlParts(bytes, depth + 1) : [];
      return mimeType === 'text/html' || /\.html?$/i.test(filename ?? '') ? [decodeText(bytes)] : [];
    }),
  );
  return mail.html === undefined ? found.flat() : [...found.flat(), mail.html];
}

async function parseMail(file: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(file, { maxNestingDepth: MAX_NESTING, attachmentEncoding: 'arraybuffer' });
  } catch (cause) {
    throw new PosternError('gateway.no_message', { cause });
  }
}

/** The first value of each of the two fields. */
function findFields(html: string): SealedFields | undefined {
  const values = new Map<string, string>();
  const parser = new Parser({
    onopentag: (name, { name: field, value }) => {
      if (name === 'input' && field !== undefined && value !== undefined && !values.has(field)) values.set(field, value);
    },
  });
  parser.end(html);
  const capsule = withoutBreaks(values.get('capsule'), MAX_CAPSULE_BYTES);
  const body = withoutBreaks(values.get('body'), MAX_BODY_BYTES);
  return capsule === undefined || body === undefined ? undefined : { capsule, body: Buffer.from(body, 'latin1') };
}

/** The value without its line breaks; throws `envelope.too_large` when it is longer than any can be. */
function withoutBreaks(value: string | undefined, maxBytes: number): string | undefined {
  const joined = value?.replace(/[\r\n\t ]+/g, '');
  if (joined !== undefined && joined.length > maxBytes) throw new PosternError('envelope.too_large');
  return joined === '' ? undefined : joined;
}
