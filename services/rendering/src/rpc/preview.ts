import type { PreviewRequest__Output, PreviewResponse } from '@postern/contracts';
import type { StreamHandler } from '@postern/rpc';
import type { RenderingDeps } from '../deps.ts';
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
      const { head, mediaType, content, cut } = shown;
      await send({ head: { attachment: attachmentToWire(head), mediaType, cut } });
      await sendChunks(content, (chunk) => send({ chunk }));
    });
}
