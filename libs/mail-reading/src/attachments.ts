import { createHash } from 'node:crypto';
import type { Attachment } from 'postal-mime';
import { createAttachmentCharsets } from './attachment-charset.ts';
import { attachmentName, cleanMediaType, isSuspiciousName } from './attachment-name.ts';
import type { ReadAttachment } from './mail.ts';
import { subjectOf } from './nested-subject.ts';
import { createOriginalBytes } from './original-bytes.ts';
import type { ParsedMail } from './parse-mail.ts';

/** The attachments of a mail, those that the text shows already marked as inline. */
export function readAttachments(
  { mail: { attachments }, exact, bodies }: Pick<ParsedMail, 'mail' | 'exact' | 'bodies'>,
  shownInText: ReadonlySet<Attachment>,
): readonly ReadAttachment[] {
  const originalOf = createOriginalBytes(attachments.length === exact.size ? [] : bodies);
  const charsetOf = createAttachmentCharsets(attachments.length === 0 ? [] : bodies);
  return attachments.map((attachment, index) => {
    const parsed = bytesOf(attachment);
    const original = exact.has(attachment) ? undefined : originalOf(parsed);
    const content = original === undefined ? parsed : new Uint8Array(original);
    const mediaType = cleanMediaType(attachment.mimeType);
    const name = attachmentName(attachment.filename ?? nameOfMail(mediaType, parsed), mediaType, index);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return {
      index,
      name,
      mediaType,
      charset: charsetOf(sha256),
      size: content.length,
      sha256,
      content,
      suspicious: isSuspiciousName(name, attachment.filename),
      inline: shownInText.has(attachment) || isOtherForm(attachment),
    };
  });
}

export function bytesOf({ content }: Pick<Attachment, 'content'>): Uint8Array<ArrayBuffer> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  const { buffer, byteOffset, byteLength } = content;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(content);
}

/** The same text for a program that runs it or for a watch, beside the one that is shown. */
function isOtherForm({ mimeType, filename }: Attachment): boolean {
  return filename === null && /^text\/(?:x-amp-html|watch-html)$/i.test(mimeType);
}

/** A mail in a mail is called what it is about. */
export function nameOfMail(mediaType: string, content: Uint8Array): string | undefined {
  const subject = isMail(mediaType) ? subjectOf(content) : '';
  return subject === '' ? undefined : `${subject.replace(/[\\/]/g, '_')}.eml`;
}

/** RFC 2046 section 5.2.1, RFC 6532 section 3.7. */
export function isMail(mediaType: string): boolean {
  return /^message\/(?:rfc822|global)$/i.test(mediaType);
}
