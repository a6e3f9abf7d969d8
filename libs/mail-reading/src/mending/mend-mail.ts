// What programs that write mail get wrong, put right before the parser reads
// it: bytes in headers that say nothing of their character set, text under a
// wrong label or none, lines that flow around quotes, types that are none. A
// text that is mended is written anew as UTF-8; every other part, and so every
// attachment, keeps its bytes.
import type { WarningCode } from '../mail.ts';
import { decodeBody } from '../original-bytes.ts';
import type { RawPart, Structure } from '../structure.ts';
import { mendHeader, namedCharset } from './mend-header.ts';
import { certainText, type MendedText, mendText } from './mend-text.ts';
import { asOneLine, withBareLineFeeds } from './one-line.ts';
import type { SetAside } from './set-aside.ts';

export interface MendedMail {
  /** The mail itself when nothing had to be done. */
  readonly bytes: Buffer;
  readonly warnings: ReadonlySet<WarningCode>;
}

/** Files go to `aside` and are words in the mail from then on. */
export function mendMail(mail: Buffer, { parts }: Pick<Structure, 'parts'>, aside?: SetAside): MendedMail {
  const warnings = new Set<WarningCode>();
  const headers = parts.map(({ headerStart, headerEnd }) => mail.subarray(headerStart, headerEnd));
  const surroundings: Surroundings = {
    elsewhere: namedCharset(headers),
    alone: parts.length === 1,
    digest: headers.some((header) => /multipart\s*\/\s*digest/i.test(header.toString('latin1'))),
  };
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const part of parts) {
    const header = mail.subarray(part.headerStart, part.headerEnd);
    const mended = mendHeader(header, surroundings.elsewhere);
    if (mended !== undefined) warnings.add('charset');
    const text = textOf(mail, part, surroundings);
    if (text?.guessed) warnings.add('charset');
    if (text?.damaged) warnings.add('damaged');
    const anew =
      text === undefined
        ? otherBody(mail, part, mended ?? header, surroundings.digest, aside)
        : textBody(text.text, part, mended ?? header, aside);
    if (anew === undefined && mended === undefined) continue;
    pieces.push(mail.subarray(copied, part.headerStart), ...(anew ?? [mended ?? header]));
    copied = anew === undefined ? part.headerEnd : part.bodyEnd;
  }
  if (pieces.length === 0) return { bytes: mail, warnings };
  return { bytes: Buffer.concat([...pieces, mail.subarray(copied)]), warnings };
}

interface Surroundings {
  readonly elsewhere: string | undefined;
  /** The mail has no other part. */
  readonly alone: boolean;
  readonly digest: boolean;
}

function textOf(mail: Buffer, part: RawPart, { elsewhere, alone, digest }: Surroundings): MendedText | undefined {
  const { text, encoding, bodyStart, bodyEnd } = part;
  if (text === undefined || encoding === undefined || (text.unknown && !alone) || (text.implicit && digest)) return undefined;
  return mendText(mail.subarray(bodyStart, bodyEnd), encoding, text, elsewhere);
}

/** The part with its text as UTF-8, or as its word. */
function textBody(text: string, part: RawPart, header: Buffer, aside: SetAside | undefined): readonly Buffer[] {
  const type = `Content-Type: text/${part.text?.html === true ? 'html' : 'plain'}; charset=utf-8\r\n`;
  return withBody(
    [Buffer.from(type), ...withoutFields(header, /^content-(?:type|transfer-encoding)[ \t]*:/i)],
    aside?.takeText(text, kindOf(part)) ?? Buffer.from(text).toString('base64'),
  );
}

/** A file or a text as its word, and a part of many lines as the same bytes on one; undefined where it may stay as it is. */
function otherBody(
  mail: Buffer,
  part: RawPart,
  header: Buffer,
  digest: boolean,
  aside: SetAside | undefined,
): readonly Buffer[] | undefined {
  const { encoding, text, bodyStart, bodyEnd } = part;
  if (encoding === undefined) return undefined;
  const line =
    aside?.take(part, mail) ??
    textAside(mail, part, digest, aside) ??
    asOneLine(mail.subarray(bodyStart, bodyEnd), encoding, (body) => {
      const bytes = decodeBody(body, encoding);
      return text === undefined ? bytes : withBareLineFeeds(bytes);
    });
  return line === undefined ? undefined : withBody(withoutFields(header, /^content-transfer-encoding[ \t]*:/i), line);
}

/** The word for a text that needs no mending. */
function textAside(mail: Buffer, part: RawPart, digest: boolean, aside: SetAside | undefined): string | undefined {
  const { text, encoding, bodyStart, bodyEnd } = part;
  if (aside === undefined || text === undefined || encoding === undefined || text.unknown || (text.implicit && digest))
    return undefined;
  const certain = certainText(mail.subarray(bodyStart, bodyEnd), encoding, text);
  // Another text may follow, and its first line is one of its own.
  return certain === undefined ? undefined : aside.takeText(`${certain}\n`, kindOf(part));
}

function kindOf({ text }: RawPart): 'html' | 'text' {
  return text?.html === true ? 'html' : 'text';
}

function withBody(header: readonly Buffer[], base64: string): readonly Buffer[] {
  return [Buffer.from('Content-Transfer-Encoding: base64\r\n'), ...header, Buffer.from(`\r\n${base64}`, 'latin1')];
}

/** A header's other fields, each with its line break. */
function withoutFields(header: Buffer, unwanted: RegExp): readonly Buffer[] {
  const fields = header.toString('latin1').split(/\r?\n(?![ \t])/);
  return fields.filter((field) => field !== '' && !unwanted.test(field)).map((field) => Buffer.from(`${field}\r\n`, 'latin1'));
}
