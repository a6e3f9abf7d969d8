export type { EventClock, EventKind, Mailbox, MailEvent, ReadAttachment, ReadMail, ReadOptions, WarningCode } from './mail.ts';
export { readMail } from './read-mail.ts';
export { sanitiseHtml } from './sanitise-html.ts';
