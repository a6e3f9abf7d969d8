import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { SenderKey } from './senders.ts';

interface OuterMail {
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
export async function outerMail({ from, to, sender, portalUrl, issuedAt, attachment, random }: OuterMail): Promise<Buffer> {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const composer = new MailComposer({
    from: { name: sender.displayName, address: from },
    to: to.map((address) => ({ name: '', address })),
    subject: `Protected message from ${sender.displayName}`,
    date: new Date(issuedAt * 1000),
    messageId: `<${random(16).toString('hex')}@${domain}>`,
    text: text(sender.displayName, new URL(portalUrl)),
    attachments: [{ raw: Buffer.concat([Buffer.from(PART_HEADER, 'latin1'), attachment]) }],
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return composer.compile().build();
}

function text(senderName: string, portal: URL): string {
  return `${senderName} has sent you a protected message.

To read it, open the attachment "message.html" and press its button. It opens
at ${portal.host}, which sends a code to this mailbox; type the code there.

If the attachment does not open, save it, type ${portal.origin} into
your browser, and give the file to that page.

You are never asked for a password or a payment.
`;
}
