// What of an attachment can be looked at without saving it. A picture or a PDF
// is one by its bytes, whatever the mail calls it; text is what is called text
// and has no bytes in it that no text has. Everything else is for the program
// that made it, SVG and HTML included: what holds script is not shown. Of a PDF
// pages are shown, which are pictures; they are drawn elsewhere.
import type { ReadAttachment } from './mail.ts';
import { textCharset } from './mending/text-charset.ts';
import { hasTooManyPixels, pictureSize } from './picture-size.ts';
import { recognisedPicture } from './picture-type.ts';

export type PreviewKind = 'picture' | 'text' | 'pages';

export interface Preview {
  readonly kind: Exclude<PreviewKind, 'pages'>;
  /** One of four raster formats, or text/plain. */
  readonly mediaType: string;
  /** The picture as it is; the text as UTF-8 without control characters. */
  readonly content: Uint8Array<ArrayBuffer>;
  /** The text goes on. */
  readonly cut: boolean;
}

type Given = Pick<ReadAttachment, 'name' | 'mediaType' | 'charset' | 'content'>;

/** Of text, before it is decoded. */
const MAX_TEXT_BYTES = 1024 * 1024;
/** Larger pictures are saved: a page that holds one is a third larger still. */
const MAX_PICTURE_BYTES = 16 * 1024 * 1024;
/** Text shows soon that it is none. */
const LOOKED_AT = 4096;

const TEXT_TYPES =
  /^(?:text\/(?:plain|csv|tab-separated-values|markdown|x-markdown|calendar|vcard|x-vcard|x-log|rfc822-headers)|application\/(?:json|x-ndjson)|message\/(?:delivery-status|global-delivery-status|disposition-notification|feedback-report))$/;
/** Where the mail says nothing of the type. */
const TEXT_NAMES = /\.(?:txt|text|csv|tsv|md|log|json|ics|vcf|asc)$/i;
/** Escape is in some of it: ISO-2022 begins another character set with it. */
const NOT_IN_TEXT = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

const PDF = '%PDF-';
/** A PDF may have something before its header (ISO 32000-1, annex H.3.4.1), where it does not pass for text. */
const HEADER_WITHIN = 1024;

const NEVER_SHOWN = /[\x00-\x08\x0e-\x1f\x7f]/g;

/** How an attachment can be looked at; undefined when it cannot. */
export function previewKind({ name, mediaType, content }: Omit<Given, 'charset'>): PreviewKind | undefined {
  if (recognisedPicture(content) !== undefined) return isShowable(content) ? 'picture' : undefined;
  const bytes = viewOf(content);
  if (bytes.subarray(0, PDF.length).includes(PDF)) return 'pages';
  const isCalledText = TEXT_TYPES.test(mediaType) || (mediaType === 'application/octet-stream' && TEXT_NAMES.test(name));
  if (isCalledText && looksLikeText(bytes.subarray(0, LOOKED_AT))) return 'text';
  return bytes.subarray(0, HEADER_WITHIN).includes(PDF) ? 'pages' : undefined;
}

/** Undefined for what cannot be looked at, and for pages. */
export function previewOf(attachment: Given): Preview | undefined {
  const kind = previewKind(attachment);
  if (kind === undefined || kind === 'pages') return undefined;
  if (kind === 'text') return textPreview(viewOf(attachment.content), attachment.charset);
  const mediaType = recognisedPicture(attachment.content);
  return mediaType === undefined ? undefined : { kind, mediaType, content: attachment.content, cut: false };
}

function isShowable(picture: Uint8Array): boolean {
  if (picture.length > MAX_PICTURE_BYTES) return false;
  const size = pictureSize(picture);
  return size !== undefined && !hasTooManyPixels(size);
}

function looksLikeText(bytes: Buffer): boolean {
  return isUtf16(bytes) || !NOT_IN_TEXT.test(bytes.toString('latin1'));
}

/** By its byte order mark, the one way in which text may be full of zeros. */
function isUtf16(bytes: Buffer): boolean {
  return /^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2));
}

function textPreview(bytes: Buffer, label: string | undefined): Preview {
  const shown = bytes.subarray(0, MAX_TEXT_BYTES);
  const cut = shown.length < bytes.length;
  const { charset } = textCharset(cut ? withoutBrokenEnd(shown) : shown, {
    label,
    meta: undefined,
    elsewhere: undefined,
  });
  // A character that the bound falls into is left out with the rest.
  const text = new TextDecoder(charset ?? label ?? 'utf-8').decode(shown, { stream: cut });
  const content = new TextEncoder().encode(text.replace(NEVER_SHOWN, '\ufffd'));
  return { kind: 'text', mediaType: 'text/plain', content, cut };
}

/** What is UTF-8 otherwise is not taken for something else because of the character that the bound falls into. */
function withoutBrokenEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (bytes.length - end < 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : end);
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
