// What programs that write mail get wrong, put right before the parser reads
// it: bytes in headers that say nothing of their character set, text under a
// wrong label or none, lines that flow around quotes, types that are none. A
// text that is mended is written anew as UTF-8; every other part, and so every
// attachment, keeps its bytes.
import type { WarningCode } from '../mail.ts';
import type { RawPart, Structure } from '../structure.ts';
import { mendHeader, namedCharset } from './mend-header.ts';
import { type MendedText, mendText } from './mend-text.ts';

export interface MendedMail {
  /** The mail itself when nothing had to be done. */
  readonly bytes: Buffer;
  readonly warnings: ReadonlySet<WarningCode>;
}

export function mendMail(mail: Buffer, { parts }: Pick<Structure, 'parts'>): MendedMail {
  const warnings = new Set<WarningCode>();
  const headers = parts.map(({ headerStart, headerEnd }) => mail.subarray(headerStart, headerEnd));
  const elsewhere = namedCharset(headers);
  const pieces: Buffer[] = [];
  let copied = 0;
  const replace = (from: number, to: number, ...bytes: readonly Buffer[]) => {
    pieces.push(mail.subarray(copied, from), ...bytes);
    copied = to;
  };

  for (const part of parts) {
    const { headerStart, headerEnd, bodyEnd } = part;
    const raw = mail.subarray(headerStart, headerEnd);
    const header = mendHeader(raw, elsewhere);
    if (header !== undefined) warnings.add('charset');
    const text = textOf(mail, part, { elsewhere, alone: parts.length === 1 });
    if (text?.guessed) warnings.add('charset');
    if (text?.damaged) warnings.add('damaged');
    if (text !== undefined) replace(headerStart, bodyEnd, ...written(header ?? raw, part, text.text));
    else if (header !== undefined) replace(headerStart, headerEnd, header);
  }
  if (pieces.length === 0) return { bytes: mail, warnings };
  return { bytes: Buffer.concat([...pieces, mail.subarray(copied)]), warnings };
}

interface Surroundings {
  readonly elsewhere: string | undefined;
  /** The mail has no other part. */
  readonly alone: boolean;
}

function textOf(mail: Buffer, part: RawPart, { elsewhere, alone }: Surroundings): MendedText | undefined {
  const { text, encoding, bodyStart, bodyEnd } = part;
  if (text === undefined || encoding === undefined || (text.unknown && !alone)) return undefined;
  return mendText(mail.subarray(bodyStart, bodyEnd), encoding, text, elsewhere);
}

/** The part with its text as UTF-8. */
function written(header: Buffer, { text }: RawPart, body: string): readonly Buffer[] {
  const type = `Content-Type: text/${text?.html === true ? 'html' : 'plain'}; charset=utf-8`;
  return [
    Buffer.from(`${type}\r\nContent-Transfer-Encoding: base64\r\n`),
    withoutFields(header),
    Buffer.from('\r\n'),
    Buffer.from(Buffer.from(body).toString('base64')),
  ];
}

/** A header without what it says of type and encoding, ending with a line break when there is anything left. */
function withoutFields(header: Buffer): Buffer {
  const fields = header.toString('latin1').split(/\r?\n(?![ \t])/);
  const kept = fields.filter((field) => field !== '' && !/^content-(?:type|transfer-encoding)[ \t]*:/i.test(field));
  return Buffer.from(kept.map((field) => `${field}\r\n`).join(''), 'latin1');
}
