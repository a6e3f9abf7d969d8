import { createHash } from 'node:crypto';
import type { Attachment } from 'postal-mime';
import { attachmentName, cleanMediaType, isSuspiciousName } from './attachment-name.ts';
import type { ReadAttachment } from './mail.ts';

/**
 * The attachments of a mail, those that the text shows already marked as
 * inline. The parser reads a part that is not encoded line by line and ends
 * each with a line feed; `plainBodies` has the bytes that were really there.
 */
export function readAttachments(
  attachments: readonly Attachment[],
  shownInText: ReadonlySet<Attachment>,
  plainBodies: readonly Buffer[],
): readonly ReadAttachment[] {
  const originals = new Map(plainBodies.map((body) => [digest(withLineFeeds(body)), body]));
  return attachments.map((attachment, index) => {
    const parsed = bytesOf(attachment);
    const original = originals.get(digest(withoutLastLineFeed(parsed)));
    const content = original === undefined ? parsed : new Uint8Array(original);
    const mediaType = cleanMediaType(attachment.mimeType);
    const name = attachmentName(attachment.filename, mediaType, index);
    return {
      index,
      name,
      mediaType,
      size: content.length,
      sha256: digest(content),
      content,
      suspicious: isSuspiciousName(name, attachment.filename),
      inline: shownInText.has(attachment),
    };
  });
}

export function bytesOf({ content }: Pick<Attachment, 'content'>): Uint8Array<ArrayBuffer> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  return content instanceof ArrayBuffer ? new Uint8Array(content) : new Uint8Array(content);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function withLineFeeds(body: Buffer): Buffer {
  return Buffer.from(body.toString('latin1').replace(/\r\n/g, '\n'), 'latin1');
}

function withoutLastLineFeed(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
}
