import PostalMime from 'postal-mime';
import type { StoredMail } from './mail-store.ts';

/** What the mailbox page needs of a mail that arrived. */
export async function readMail(raw: Buffer, envelopeTo: readonly string[], receivedAt: Date): Promise<Omit<StoredMail, 'id'>> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer', maxNestingDepth: 20 });
  const sealed = mail.attachments.find((attachment) => attachment.filename === 'message.html');
  return {
    receivedAt,
    raw,
    to:
      envelopeTo.length > 0
        ? envelopeTo
        : (mail.to ?? []).flatMap((mailbox) => (mailbox.address === undefined ? [] : [mailbox.address])),
    from: mail.from?.name || mail.from?.address || 'unknown sender',
    subject: mail.subject || '(no subject)',
    text: mail.text ?? '',
    messageHtml: sealed === undefined ? undefined : contentOf(sealed.content),
  };
}

function contentOf(content: ArrayBuffer | Uint8Array | string): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}
