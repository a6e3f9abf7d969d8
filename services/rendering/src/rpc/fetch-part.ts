import type { FetchPartRequest__Output, FetchPartResponse } from '@postern/contracts';
import type { StreamHandler } from '@postern/rpc';
import type { RenderingDeps } from '../deps.ts';
import { attachmentToWire } from './message-head.ts';
import { type BodyLimits, withReleasedBody } from './released-body.ts';
import { requireDownload } from './require-download.ts';
import { sendChunks } from './send-chunks.ts';

export function fetchPart(
  { keyRelease, renderer }: RenderingDeps,
  limits: BodyLimits,
): StreamHandler<FetchPartRequest__Output, FetchPartResponse> {
  return (requests, context, send) =>
    withReleasedBody(requests, context, keyRelease, limits, async ({ open, body, released }) => {
      const { contentKey, bodyDigest, rights } = released;
      requireDownload(rights);
      const { head, content } = await renderer.attachment({ body, contentKey, bodyDigest }, open.index, context.signal);
      await send({ head: attachmentToWire(head) });
      await sendChunks(content, (chunk) => send({ chunk }));
    });
}
