import { PosternError } from '@postern/errors';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { leftoverText } from './leftover-text.ts';
import { LIMITS } from './limits.ts';
import type { WarningCode } from './mail.ts';
import { mendMail } from './mending/mend-mail.ts';
import { SetAside } from './mending/set-aside.ts';
import { countLines, inspectStructure, type RawBody, type Structure } from './structure.ts';

export interface ParsedMail {
  readonly mail: Email;
  /** Attachments that have the mail's own bytes already. */
  readonly exact: ReadonlySet<Attachment>;
  /** Byte for byte, of everything that is not a multipart. */
  readonly bodies: readonly RawBody[];
  readonly warnings: ReadonlySet<WarningCode>;
}

/**
 * One mail in its parts, those in it unopened. Throws `rendering.too_large`,
 * `rendering.too_complex` or `rendering.unreadable`.
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  if (bytes.length > LIMITS.mailBytes) throw new PosternError('rendering.too_large');
  const raw = withLineFeeds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const structure = inspectStructure(raw);
  const { mail, exact, mended } = await parseAside(raw, structure);
  const warnings = new Set<WarningCode>([...structure.warnings, ...mended]);
  if (isBlank(mail)) {
    mail.text = leftoverText(raw, structure.bodyStart);
    if (!isBlank(mail)) warnings.add('damaged');
  }
  return { mail, exact, bodies: structure.bodies, warnings };
}

type Parsed = Pick<ParsedMail, 'mail' | 'exact'> & { readonly mended: ReadonlySet<WarningCode> };

/** Files and long texts are set aside while the rest is parsed; when the parser takes one for something else, it gets them all. */
async function parseAside(raw: Buffer, structure: Structure): Promise<Parsed> {
  const aside = new SetAside();
  const { bytes, warnings: mended } = mendMail(raw, structure, aside);
  const mail = await parse(bytes);
  const exact = aside.restore(mail);
  if (exact !== undefined) return { mail, exact, mended };
  return { mail: await parse(mendMail(raw, structure).bytes), exact: new Set(), mended };
}

/** A mail whose lines end in carriage returns alone would be one long line. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes('\n') || !raw.includes('\r')) return raw;
  let lines = 0;
  for (let at = raw.indexOf('\r'); at !== -1; at = raw.indexOf('\r', at + 1)) {
    lines += 1;
    if (lines > LIMITS.plainLines) throw new PosternError('rendering.too_complex');
  }
  return Buffer.from(raw.toString('latin1').replaceAll('\r', '\r\n'), 'latin1');
}

function isBlank({ html = '', text = '', attachments }: Email): boolean {
  return html.trim() === '' && text.trim() === '' && attachments.length === 0;
}

async function parse(bytes: Uint8Array): Promise<Email> {
  if (countLines(bytes) > LIMITS.parsedLines) throw new PosternError('rendering.too_complex');
  try {
    return await PostalMime.parse(bytes, {
      attachmentEncoding: 'arraybuffer',
      // An attached mail is a file to save: opening it here would parse mails in mails in mails.
      forceRfc822Attachments: true,
      maxNestingDepth: LIMITS.nesting,
      maxHeadersSize: LIMITS.allHeaderBytes,
    });
  } catch (cause) {
    // The parser has no codes; this is how it words both of its limits.
    const limit = cause instanceof Error && /^Maximum .* exceeded$/.test(cause.message);
    throw new PosternError(limit ? 'rendering.too_complex' : 'rendering.unreadable', { cause });
  }
}
