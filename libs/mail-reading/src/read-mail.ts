// From the bytes of a mail to something that may be looked at. The order
// matters: limits on the raw structure first (they are linear and need no
// parser), then one parse, then one sanitising pass, and nothing is changed
// after that.
import { PosternError } from '@postern/errors';
import PostalMime, { type Email } from 'postal-mime';
import { readAttachments } from './attachments.ts';
import { mailEvents } from './calendar/mail-events.ts';
import { cleanLine, dateOf, mailboxesOf } from './headers.ts';
import { htmlDocument } from './html-document.ts';
import { createInlineImages } from './inline-images.ts';
import { leftoverText } from './leftover-text.ts';
import { LIMITS } from './limits.ts';
import type { ReadMail, ReadOptions, WarningCode } from './mail.ts';
import { mendMail } from './mending/mend-mail.ts';
import { packedWarnings } from './packed-parts.ts';
import { showText } from './show-text.ts';
import { inspectStructure } from './structure.ts';

/**
 * Reads a mail (RFC 5322, RFC 2045 to 2049). Throws `rendering.too_large`,
 * `rendering.too_complex` or `rendering.unreadable`; everything less is a warning.
 */
export async function readMail(bytes: Uint8Array, { remoteContent = 'blocked' }: ReadOptions = {}): Promise<ReadMail> {
  if (bytes.length > LIMITS.mailBytes) throw new PosternError('rendering.too_large');
  const raw = withLineFeeds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const structure = inspectStructure(raw);
  const warnings = new Set<WarningCode>(structure.warnings);
  const mended = mendMail(raw, structure);
  for (const warning of mended.warnings) warnings.add(warning);
  const mail = await parse(mended.bytes);
  if (isBlank(mail)) {
    mail.text = leftoverText(raw, structure.bodyStart);
    if (!isBlank(mail)) warnings.add('damaged');
  }
  const images = createInlineImages(mail.attachments);
  const shown = showText(mail, remoteContent === 'shown', images.resolve);
  const attachments = readAttachments(mail.attachments, images.used(), structure.bodies);
  const calendar = mailEvents(mail.attachments);
  for (const warning of [...calendar.warnings, ...packedWarnings(mail.attachments)]) warnings.add(warning);
  const [from, to, cc] = [mailboxesOf(mail, 'from'), mailboxesOf(mail, 'to'), mailboxesOf(mail, 'cc')];

  // What could not be decoded was replaced.
  if (shown.text.includes('\ufffd')) warnings.add('charset');
  if (shown.truncated || [from, to, cc].some(({ truncated }) => truncated)) warnings.add('truncated');
  // A mail may consist of its attachments; text that was there and does not show needs a word.
  if (!shown.visible && (shown.written || attachments.every(({ inline }) => inline))) warnings.add('empty');
  return {
    subject: cleanLine(mail.subject ?? ''),
    from: from.mailboxes,
    to: to.mailboxes,
    cc: cc.mailboxes,
    date: dateOf(mail),
    html: htmlDocument(shown, remoteContent),
    text: shown.text,
    attachments,
    events: calendar.events,
    warnings: [...warnings],
    remoteCount: shown.remoteCount,
  };
}

/** A mail whose lines end in carriage returns alone would be one long line. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes('\n') || !raw.includes('\r')) return raw;
  return Buffer.from(raw.toString('latin1').replaceAll('\r', '\r\n'), 'latin1');
}

function isBlank({ html = '', text = '', attachments }: Email): boolean {
  return html.trim() === '' && text.trim() === '' && attachments.length === 0;
}

async function parse(bytes: Uint8Array): Promise<Email> {
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
