// Which character set text is really in. Labels are missing, are a default
// that nobody chose, or name what the text was before it was forwarded. What is
// no guess: a byte order mark, and bytes above ASCII that are valid UTF-8 under
// a label of Latin-1. All else is one, and the reader is told.
import { isAscii, isUtf8 } from 'node:buffer';
import { isKnownCharset } from '../charsets.ts';

export interface TextCharset {
  /** For TextDecoder; undefined when the label is right, or when nothing better is known. */
  readonly charset: string | undefined;
  readonly guessed: boolean;
}

const AS_LABELLED: TextCharset = { charset: undefined, guessed: false };

/** Labels that TextDecoder takes for windows-1252, so that nothing they are put on is ever refused. */
const LATIN = /^(?:us-ascii|ascii|ansi_x3\.4-1968|iso-?8859-1|latin1|windows-1252|cp1252)$/i;
const UTF_8 = /^(?:utf-?8|unicode-1-1-utf-8)$/i;

/** Whether bytes are UTF-8 under a label of UTF-8, or ASCII under one of what contains it, or under none. */
export function isAsLabelled(bytes: Buffer, label: string | undefined): boolean {
  if (label !== undefined && UTF_8.test(label)) return isUtf8(bytes) && markedCharset(bytes) === undefined;
  return isAscii(bytes) && !bytes.includes('\x1b') && (label === undefined || LATIN.test(label));
}

export interface CharsetHints {
  readonly label: string | undefined;
  /** Of the HTML itself. */
  readonly meta: string | undefined;
  /** Named elsewhere in the mail, for want of a label. */
  readonly elsewhere: string | undefined;
}

export function textCharset(bytes: Buffer, { label, meta, elsewhere }: CharsetHints): TextCharset {
  const marked = markedCharset(bytes);
  if (marked !== undefined) return { charset: marked, guessed: false };
  if (label !== undefined && !LATIN.test(label) && !UTF_8.test(label)) return AS_LABELLED;
  if (!hasHighBytes(bytes)) {
    return label === undefined && bytes.includes('\x1b$') ? { charset: 'iso-2022-jp', guessed: false } : AS_LABELLED;
  }
  if (isUtf8(bytes)) return label !== undefined && UTF_8.test(label) ? AS_LABELLED : { charset: 'utf-8', guessed: false };
  // It was meant as Latin-1, or as one of its look-alikes.
  if (label !== undefined && LATIN.test(label)) return AS_LABELLED;
  if (label !== undefined && mostlyUtf8(bytes)) return AS_LABELLED;
  const named = [meta, elsewhere].find((name) => name !== undefined && isKnownCharset(name) && !UTF_8.test(name));
  return { charset: named ?? 'windows-1252', guessed: named === undefined || named === elsewhere };
}

/** By a byte order mark (WHATWG Encoding, "BOM sniff"). */
function markedCharset(bytes: Buffer): string | undefined {
  const mark = bytes.toString('hex', 0, 3);
  if (mark === 'efbbbf') return 'utf-8';
  if (mark.startsWith('fffe')) return 'utf-16le';
  return mark.startsWith('feff') ? 'utf-16be' : undefined;
}

function hasHighBytes(bytes: Buffer): boolean {
  return /[\x80-\xff]/.test(bytes.toString('latin1'));
}

/** As much of a text as tells what it is. */
const SAMPLE = 64 * 1024;

/** A few broken characters in text that is UTF-8 otherwise. */
function mostlyUtf8(bytes: Buffer): boolean {
  let [whole, broken] = [0, 0];
  for (const [character] of new TextDecoder().decode(bytes.subarray(0, SAMPLE)).matchAll(/[^\x00-\x7f]/gu)) {
    if (character === '\ufffd') broken += 1;
    else whole += 1;
  }
  return whole > broken;
}

/** What HTML says of itself, in its first kilobyte (WHATWG HTML section 4.2.5.4). */
export function metaCharset(bytes: Buffer): string | undefined {
  return /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})/i.exec(bytes.toString('latin1', 0, 1024))?.[1];
}
