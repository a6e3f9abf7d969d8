// One part's header, read for what it says of structure and for where it
// contradicts itself (RFC 2045, RFC 2183). The parser resolves a contradiction
// one way and the next program another; the reader is told.
import { decodeWords } from 'postal-mime';
import { isKnownCharset } from './charsets.ts';
import { type Field, fieldsOf, parameterValues } from './header-fields.ts';
import type { WarningCode } from './mail.ts';
import { isFile, type TextPart, textPartOf } from './text-part.ts';

const SINGLE_HEADERS = new Set([
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
  'subject',
  'from',
  'date',
  'mime-version',
]);

export interface PartHeader {
  readonly warnings: readonly WarningCode[];
  /** Boundaries that it announces; more than one only when it contradicts itself. */
  readonly boundaries: readonly string[];
  /** It is a multipart whose boundary is written in a way that parsers read differently. */
  readonly opaque: boolean;
  /** How the body is encoded; undefined for a multipart. */
  readonly encoding: 'identity' | 'base64' | 'quoted-printable' | undefined;
  /** As its type says, if it does so once. */
  readonly charset: string | undefined;
  /** A calendar, whose line breaks the parser rewrites in every encoding. */
  readonly calendar: boolean;
  /** It is text that the mail shows; undefined for everything else. */
  readonly text: TextPart | undefined;
  /** It is a file, in whatever way it is read. */
  readonly file: boolean;
}

export function readPartHeader(text: string): PartHeader {
  const fields = fieldsOf(text);
  const types = fields.filter(({ name }) => name === 'content-type').map(({ value }) => value);
  const multiparts = types.filter((type) => /^[\s"(]*multipart/i.test(type) || /^[^;]*multipart\s*\//i.test(type));
  const boundaries = multiparts
    .flatMap((type) => parameterValues(type, 'boundary'))
    .map((boundary) => boundary.trimEnd())
    .filter((boundary) => boundary !== '');
  const encoding = fields.find(({ name }) => name === 'content-transfer-encoding')?.value ?? '';
  return {
    warnings: warningsOf(fields, types, boundaries),
    boundaries,
    opaque: multiparts.some(isOpaque),
    encoding: multiparts.length > 0 ? undefined : encodingOf(encoding),
    charset: onlyOne(types.flatMap((type) => parameterValues(type, 'charset'))),
    text: textPartOf(fields),
    file: isFile(fields),
    calendar: types.some((type) => /^(?:text\/calendar|application\/ics)\b/i.test(type)),
  };
}

function onlyOne(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0]?.trim() : undefined;
}

function warningsOf(fields: readonly Field[], types: readonly string[], boundaries: readonly string[]): readonly WarningCode[] {
  const warnings: WarningCode[] = [];
  const names = fields.map(({ name }) => name).filter((name) => SINGLE_HEADERS.has(name));
  const charsets = types.flatMap((type) => parameterValues(type, 'charset'));
  const dispositions = fields.filter(({ name }) => name === 'content-disposition').map(({ value }) => value);
  if (
    new Set(names).size < names.length ||
    new Set(boundaries).size > 1 ||
    new Set(charsets.map((charset) => charset.toLowerCase())).size > 1 ||
    haveTwoNames(types, dispositions)
  ) {
    warnings.push('ambiguous_structure');
  }
  const shown = types.some((type) => /^text\/(?:plain|html)\b/i.test(type)) ? charsets : [];
  if (![...shown, ...fields.flatMap(({ value }) => charsetsOfWords(value))].every(isKnownCharset)) warnings.push('charset');
  return warnings;
}

/** The character sets of encoded words (RFC 2047 section 2), without their language (RFC 2231 section 5). */
function charsetsOfWords(value: string): readonly string[] {
  const charsets = [...value.matchAll(/=\?([^?*\s]{1,60})(?:\*[^?\s]{0,40})?\?[bq]\?/gi)].map(([, charset]) => charset ?? '');
  return [...new Set(charsets)];
}

/** A file that is called one thing in one header and another in the next is shown as the one and opened as the other. */
function haveTwoNames(types: readonly string[], dispositions: readonly string[]): boolean {
  const names = [
    ...types.flatMap((type) => parameterValues(type, 'name')),
    ...dispositions.flatMap((disposition) => parameterValues(disposition, 'filename')),
  ];
  if (new Set(names.map((name) => decodeWords(name).trim().normalize('NFC'))).size > 1) return true;
  // A name in another alphabet often has an approximation beside it, but never one for another kind of file.
  const extended = [...types, ...dispositions].flatMap((value) => [
    ...parameterValues(value, 'name*'),
    ...parameterValues(value, 'filename*'),
  ]);
  return new Set([...names.map(decodeWords), ...extended.map(decodePercent)].flatMap(endingOf)).size > 1;
}

/** An extended value (RFC 2231 section 4), as far as its ending needs it. */
function decodePercent(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** What follows the last dot; none when it is not ASCII, for then its spelling depends on the character set. */
function endingOf(name: string): readonly string[] {
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.')).trim().toLowerCase() : '';
  return /^[\x21-\x7e]*$/.test(ending) ? [ending] : [];
}

/** The boundary is missing or overlong, or needs unescaping, comments or RFC 2231 to be read. */
function isOpaque(type: string): boolean {
  const [boundary = '', ...others] = parameterValues(type, 'boundary');
  return boundary === '' || others.length > 0 || /[\\()]|boundary\s*\*/i.test(type);
}

function encodingOf(value: string): 'identity' | 'base64' | 'quoted-printable' {
  if (/base64/i.test(value)) return 'base64';
  return /quoted-printable/i.test(value) ? 'quoted-printable' : 'identity';
}
