import type { PreviewHead, PreviewRequest__Output, PreviewResponse } from '@postern/contracts';
import type { StreamHandler } from '@postern/rpc';
import type { RenderingDeps } from '../deps.ts';
import type { AttachmentPreview } from '../domain/renderer.ts';
import { attachmentToWire } from './message-head.ts';
import { type BodyLimits, withReleasedBody } from './released-body.ts';
import { requireDownload } from './require-download.ts';
import { sendChunks } from './send-chunks.ts';

/** Whoever sees a picture has it, so looking takes the right to save. */
export function preview(
  { keyRelease, renderer }: RenderingDeps,
  limits: BodyLimits,
): StreamHandler<PreviewRequest__Output, PreviewResponse> {
  return (requests, context, send) =>
    withReleasedBody(requests, context, keyRelease, limits, async ({ open, body, released }) => {
      const { contentKey, bodyDigest, rights } = released;
      requireDownload(rights);
      const shown = await renderer.preview({ body, contentKey, bodyDigest }, open.index, context.signal);
      await send({ head: { ...headToWire(shown), rights } });
      const sendPicture = (bytes: Uint8Array) => sendChunks(bytes, (chunk) => send({ chunk }));
      if (shown.kind !== 'pages') return sendPicture(shown.content);
      for (const [index, { picture, ...page }] of shown.pages.entries()) {
        await send({ page: { number: index + 1, ...page } });
        await sendPicture(picture);
      }
    });
}

function headToWire(shown: AttachmentPreview): PreviewHead {
  const attachment = attachmentToWire(shown.head);
  if (shown.kind !== 'pages') return { attachment, mediaType: shown.mediaType, cut: shown.cut };
  const { pageCount, pages } = shown;
  return { attachment, mediaType: 'application/pdf', cut: pages.length < pageCount, pageCount };
}
