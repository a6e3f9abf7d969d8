import type { Attachment } from 'postal-mime';
import { bytesOf } from './attachments.ts';
import { LIMITS } from './limits.ts';

/** Raster formats that browsers show and that hold no script. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

export interface InlineImages {
  /** The picture of a Content-ID (RFC 2392) as a data: URL; undefined when there is none, or no room left. */
  resolve(contentId: string): string | undefined;
  /** The attachments that were resolved. */
  used(): ReadonlySet<Attachment>;
}

/** The pictures that a mail brings for its own text. A picture that is shown often costs its bytes each time. */
export function createInlineImages(attachments: readonly Attachment[]): InlineImages {
  const byId = new Map<string, Attachment>();
  for (const attachment of attachments) {
    const id = attachment.contentId?.replace(/^<|>$/g, '');
    if (id !== undefined && id !== '' && !byId.has(id) && SHOWN.has(attachment.mimeType.toLowerCase())) byId.set(id, attachment);
  }
  const used = new Set<Attachment>();
  let bytesLeft: number = LIMITS.inlineImageBytes;

  return {
    used: () => used,
    resolve: (contentId) => {
      const attachment = byId.get(contentId);
      if (attachment === undefined) return undefined;
      const bytes = bytesOf(attachment);
      bytesLeft -= bytes.length;
      if (bytesLeft < 0) return undefined;
      used.add(attachment);
      return `data:${attachment.mimeType.toLowerCase()};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')}`;
    },
  };
}
