export type { EventClock, EventKind, Mailbox, MailEvent, ReadAttachment, ReadMail, ReadOptions, WarningCode } from './mail.ts';
export { type Preview, type PreviewKind, previewKind, previewOf } from './preview.ts';
export { readMail } from './read-mail.ts';
export { sanitiseHtml } from './sanitise-html.ts';
