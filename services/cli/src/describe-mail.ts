import type { Mailbox, ReadMail } from '@postern/mail-reading';

/** A mail for people at a terminal: what its reader sees, without the HTML. */
export function describeMail(file: string, mail: ReadMail): string {
  const lines = [
    `File:        ${file}`,
    `From:        ${mailboxes(mail.from)}`,
    `To:          ${mailboxes(mail.to)}`,
    ...(mail.cc.length === 0 ? [] : [`Cc:          ${mailboxes(mail.cc)}`]),
    `Subject:     ${mail.subject}`,
    `Date:        ${mail.date?.toISOString() ?? 'unknown'}`,
    ...mail.attachments.map(({ name, mediaType, size }) => `Attachment:  ${name} (${mediaType}, ${size} bytes)`),
    ...mail.warnings.map((warning) => `Warning:     ${warning}`),
    ...(mail.remoteCount === 0 ? [] : [`Remote:      ${mail.remoteCount} left out`]),
    '',
    mail.text,
    '',
  ];
  return forTerminal(lines.join('\n'));
}

/** Without the control characters by which a mail could drive the terminal that it is shown on. */
export function forTerminal(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd');
}

function mailboxes(list: readonly Mailbox[]): string {
  return list.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
}
