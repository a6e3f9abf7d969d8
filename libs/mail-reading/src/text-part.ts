import { type Field, parameterValues } from './header-fields.ts';

/** What a header says of text that the mail shows. */
export interface TextPart {
  readonly html: boolean;
  /** As it is labelled; undefined without a label. */
  readonly charset: string | undefined;
  /** Lines that end in a space go on (RFC 3676). */
  readonly flowed: boolean;
  /** That space is not part of the text. */
  readonly delSp: boolean;
  /** The type is none that there is; text is what is left (RFC 2045 section 5.2). */
  readonly nameless: boolean;
  /** No header says that it is text; in a digest it is a mail then (RFC 2046 section 5.1.5). */
  readonly implicit: boolean;
  /** A kind of text that is not known: shown when the mail is nothing else (RFC 2046 section 4.1.4). */
  readonly unknown: boolean;
}

/** Text that is a file and nothing to read. */
const FILES =
  /^\s*text\/(?:calendar|csv|vcard|x-vcard|directory|rtf|css|javascript|xml|xsl|x-amp-html|rfc822-headers)\s*(?:;|$)/i;

/** Undefined for what is not text, is a file, or contradicts itself. */
export function textPartOf(fields: readonly Field[]): TextPart | undefined {
  const [type = 'text/plain', ...otherTypes] = valuesOf(fields, 'content-type');
  const [disposition = 'inline', ...otherDispositions] = valuesOf(fields, 'content-disposition');
  const encodings = valuesOf(fields, 'content-transfer-encoding');
  if (otherTypes.length > 0 || otherDispositions.length > 0 || encodings.length > 1) return undefined;
  if (!/^inline\s*(?:;|$)/i.test(disposition)) return undefined;
  const subtype = /^\s*text\/(plain|html)\s*(?:;|$)/i.exec(type)?.[1]?.toLowerCase();
  const nameless = subtype === undefined && isNoType(type);
  const unknown = subtype === undefined && /^\s*text\//i.test(type) && !FILES.test(type) && !hasName(type, disposition);
  if (subtype === undefined && !nameless && !unknown) return undefined;
  const [charset, ...otherCharsets] = parameterValues(type, 'charset');
  if (otherCharsets.length > 0) return undefined;
  return {
    html: subtype === 'html',
    charset: charset === undefined || charset.trim() === '' ? undefined : charset.trim(),
    flowed: subtype === 'plain' && parameterValues(type, 'format').some((format) => /^flowed$/i.test(format)),
    delSp: parameterValues(type, 'delsp').some((value) => /^yes$/i.test(value)),
    nameless,
    implicit: valuesOf(fields, 'content-type').length === 0,
    unknown,
  };
}

/** Whether every reader takes it for a file: of one type that is no text, or set down as an attachment. Calendars are read. */
export function isFile(fields: readonly Field[]): boolean {
  const [type = '', ...otherTypes] = valuesOf(fields, 'content-type');
  const [disposition = '', ...otherDispositions] = valuesOf(fields, 'content-disposition');
  if (otherTypes.length > 0 || otherDispositions.length > 0 || valuesOf(fields, 'content-transfer-encoding').length > 1)
    return false;
  if (/multipart|calendar|\/\s*ics/i.test(type)) return false;
  return /^attachment\s*(?:;|$)/i.test(disposition) || /^(?!text\/)[a-z0-9.+_-]+\/[a-z0-9.+_-]+\s*(?:;|$)/i.test(type);
}

/** `text` alone, as in mail older than MIME, or nothing at all. */
function isNoType(type: string): boolean {
  return /^\s*(?:text)?\s*(?:;|$)/i.test(type) && !hasName(type, '');
}

function hasName(type: string, disposition: string): boolean {
  return /;\s{0,9}(?:file)?name\s{0,9}[*=]/i.test(`${type};${disposition}`);
}

function valuesOf(fields: readonly Field[], wanted: string): readonly string[] {
  return fields.filter(({ name }) => name === wanted).map(({ value }) => value);
}
