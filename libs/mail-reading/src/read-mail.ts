// From the bytes of a mail to something that may be looked at. The order
// matters: limits on the raw structure first (they are linear and need no
// parser), then one parse, then one sanitising pass, and nothing is changed
// after that.
import { PosternError } from '@postern/errors';
import PostalMime, { type Email } from 'postal-mime';
import { readAttachments } from './attachments.ts';
import { htmlDocument } from './html-document.ts';
import { createInlineImages } from './inline-images.ts';
import { LIMITS } from './limits.ts';
import type { Mailbox, ReadMail, ReadOptions, WarningCode } from './mail.ts';
import { plainTextToHtml } from './plain-text.ts';
import { type SanitisedHtml, sanitise } from './sanitise.ts';
import { inspectStructure } from './structure.ts';

/**
 * Reads a mail (RFC 5322, RFC 2045 to 2049). Throws `rendering.too_large`,
 * `rendering.too_complex` or `rendering.unreadable`; everything less is a warning.
 */
export async function readMail(bytes: Uint8Array, { remoteContent = 'blocked' }: ReadOptions = {}): Promise<ReadMail> {
  if (bytes.length > LIMITS.mailBytes) throw new PosternError('rendering.too_large');
  const structure = inspectStructure(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const warnings = new Set<WarningCode>(structure.warnings);
  const mail = await parse(bytes);
  const images = createInlineImages(mail.attachments);
  const shown = show(mail, remoteContent === 'shown', images.resolve);
  if (shown.truncated) warnings.add('truncated');
  const attachments = readAttachments(mail.attachments, images.used(), structure.plainBodies);
  if (isEmpty(mail) && attachments.length === 0) warnings.add('empty');
  return {
    subject: cleanLine(mail.subject ?? ''),
    from: mailboxes(mail.from === undefined ? [] : [mail.from]),
    to: mailboxes(mail.to ?? []),
    cc: mailboxes(mail.cc ?? []),
    date: readDate(mail.date),
    html: htmlDocument(shown, remoteContent),
    text: (mail.text ?? '').slice(0, LIMITS.textCharacters),
    attachments,
    warnings: [...warnings],
    remoteCount: shown.remoteCount,
  };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      attachmentEncoding: 'arraybuffer',
      // An attached mail is a file to save: opening it here would parse mails in mails in mails.
      forceRfc822Attachments: true,
      maxNestingDepth: LIMITS.nesting,
      maxHeadersSize: LIMITS.headerBytes,
    });
  } catch (cause) {
    throw new PosternError('rendering.unreadable', { cause });
  }
}

function show({ html, text }: Email, remote: boolean, resolveCid: (id: string) => string | undefined): SanitisedHtml {
  const hasHtml = html !== undefined && html.trim() !== '';
  const source = hasHtml ? html : (text ?? '');
  const bounded = source.slice(0, LIMITS.textCharacters);
  const shown = hasHtml ? sanitise(bounded, { remote, resolveCid }) : { ...plainTextToHtml(bounded), css: '', remoteCount: 0 };
  return { ...shown, truncated: shown.truncated || bounded.length < source.length };
}

function isEmpty({ html, text }: Email): boolean {
  return (text ?? '').trim() === '' && (html ?? '').trim() === '';
}

function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) || date.getTime() < 0 ? undefined : date;
}

/** Groups (RFC 5322 section 3.4) are shown as their members. */
function mailboxes(addresses: NonNullable<Email['to']>): readonly Mailbox[] {
  return addresses
    .flatMap((address) => address.group ?? [{ name: address.name, address: address.address ?? '' }])
    .map(({ name, address }) => ({ name: cleanLine(name), address: cleanLine(address) }));
}

/** One line without control and bidi characters: they could make a sender look like another. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 2_000);
}
