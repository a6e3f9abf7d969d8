// From the bytes of a mail to something that may be looked at. The order
// matters: limits on the raw structure first (they are linear and need no
// parser), then one parse, then one sanitising pass, and nothing is changed
// after that.
import { readAttachments } from './attachments.ts';
import { mailEvents } from './calendar/mail-events.ts';
import { cleanLine, dateOf, mailboxesOf } from './headers.ts';
import { htmlDocument } from './html-document.ts';
import { createInlineImages } from './inline-images.ts';
import type { ReadMail, ReadOptions, WarningCode } from './mail.ts';
import { createNestedBudget, showNestedMails } from './nested-mails.ts';
import { packedWarnings } from './packed-parts.ts';
import { parseMail } from './parse-mail.ts';
import { showText } from './show-text.ts';

/**
 * Reads a mail (RFC 5322, RFC 2045 to 2049). Throws `rendering.too_large`,
 * `rendering.too_complex` or `rendering.unreadable`; everything less is a warning.
 */
export async function readMail(
  bytes: Uint8Array,
  { remoteContent = 'blocked', outline = true }: ReadOptions = {},
): Promise<ReadMail> {
  const parsed = await parseMail(bytes);
  const { mail, warnings: given } = parsed;
  const budget = createNestedBudget();
  const remote = remoteContent === 'shown';
  const images = createInlineImages(mail.attachments, budget.images);
  const shown = showText(mail, { remote, outline, resolveCid: images.resolve });
  const nested = await showNestedMails(mail.attachments, { budget, remote, open: !shown.visible });
  const attachments = readAttachments(parsed, images.used());
  const calendar = mailEvents(mail.attachments);
  const [from, to, cc] = [mailboxesOf(mail, 'from'), mailboxesOf(mail, 'to'), mailboxesOf(mail, 'cc')];

  const warnings = new Set<WarningCode>([
    ...given,
    ...calendar.warnings,
    ...packedWarnings(mail.attachments),
    ...nested.warnings,
  ]);
  // What could not be decoded was replaced.
  if (shown.html.includes('\ufffd')) warnings.add('charset');
  if (shown.truncated || [from, to, cc].some(({ truncated }) => truncated)) warnings.add('truncated');
  // A mail may consist of its attachments; text that was there and does not show needs a word.
  if (!shown.visible && (shown.written || attachments.every(({ inline }) => inline))) warnings.add('empty');
  return {
    subject: cleanLine(mail.subject ?? ''),
    from: from.mailboxes,
    to: to.mailboxes,
    cc: cc.mailboxes,
    date: dateOf(mail),
    html: htmlDocument({ html: `${shown.html}${nested.html}`, css: shown.css }, remoteContent),
    text: shown.text,
    attachments,
    events: calendar.events,
    warnings: [...warnings],
    remoteCount: shown.remoteCount + nested.remoteCount,
  };
}
