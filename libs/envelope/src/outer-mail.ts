import type { Language } from '@postern/languages';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { outerSubject, outerText } from './outer-mail-text.ts';
import type { SenderKey } from './senders.ts';

interface OuterMail {
  readonly language: Language;
  readonly from: string;
  readonly to: readonly string[];
  readonly sender: SenderKey;
  readonly portalUrl: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly attachment: Buffer;
  readonly random: (bytes: number) => Buffer;
}

const PART_HEADER = [
  'Content-Type: text/html; charset=us-ascii; name="message.html"',
  'Content-Transfer-Encoding: 7bit',
  'Content-Disposition: attachment; filename="message.html"',
  '',
  '',
].join('\r\n');

/** The ordinary mail that carries the attachment. Its subject says nothing of what is inside. */
export async function outerMail({
  language,
  from,
  to,
  sender,
  portalUrl,
  issuedAt,
  attachment,
  random,
}: OuterMail): Promise<Buffer> {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const variables = { language, senderName: sender.displayName, portal: new URL(portalUrl) };
  const composer = new MailComposer({
    from: { name: sender.displayName, address: from },
    to: to.map((address) => ({ name: '', address })),
    subject: outerSubject(variables),
    date: new Date(issuedAt * 1000),
    messageId: `<${random(16).toString('hex')}@${domain}>`,
    text: outerText(variables),
    attachments: [{ raw: Buffer.concat([Buffer.from(PART_HEADER, 'latin1'), attachment]) }],
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return composer.compile().build();
}
