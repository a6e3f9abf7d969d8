import type { Attachment } from 'postal-mime';
import { bytesOf } from './attachments.ts';
import { LIMITS } from './limits.ts';
import { isBearable } from './picture-size.ts';
import { pictureType } from './picture-type.ts';

export interface InlineImages {
  /** A data: URL for what follows `cid:` (RFC 2392); undefined when there is no such picture, or no room left. */
  resolve(contentId: string): string | undefined;
  /** The attachments that were resolved. */
  used(): ReadonlySet<Attachment>;
}

interface Picture {
  readonly attachment: Attachment;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** Bytes of pictures that may still be shown, over a mail and the mails in it. */
export interface ImageBudget {
  bytesLeft: number;
}

/** The pictures that a mail brings for its own text. A picture that is shown often costs its bytes each time. */
export function createInlineImages(
  attachments: readonly Attachment[],
  budget: ImageBudget = { bytesLeft: LIMITS.inlineImageBytes },
): InlineImages {
  const pictures = picturesById(attachments);
  const used = new Set<Attachment>();

  return {
    used: () => used,
    resolve: (contentId) => {
      const picture = pictures.get(contentId) ?? pictures.get(decodePercent(contentId));
      if (picture === undefined) return undefined;
      const { attachment, bytes, type } = picture;
      budget.bytesLeft -= bytes.length;
      if (budget.bytesLeft < 0) return undefined;
      used.add(attachment);
      return `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')}`;
    },
  };
}

/** A cid: URL is percent-encoded (RFC 2392 section 2). */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first of a Content-ID counts. */
function picturesById(attachments: readonly Attachment[]): ReadonlyMap<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const attachment of attachments) {
    const id = attachment.contentId?.replace(/^<|>$/g, '') ?? '';
    const bytes = bytesOf(attachment);
    const type = pictureType(attachment.mimeType, bytes);
    if (id !== '' && type !== undefined && isBearable(bytes) && !pictures.has(id)) pictures.set(id, { attachment, bytes, type });
  }
  return pictures;
}
