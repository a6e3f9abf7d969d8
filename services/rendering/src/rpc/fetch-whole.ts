import type { FetchWholeRequest__Output, FetchWholeResponse, Whole } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { StreamHandler } from '@postern/rpc';
import type { RenderingDeps } from '../deps.ts';
import type * as domain from '../domain/renderer.ts';
import { type BodyLimits, withReleasedBody } from './released-body.ts';
import { requireDownload } from './require-download.ts';
import { sendChunks } from './send-chunks.ts';

export function fetchWhole(
  { keyRelease, renderer }: RenderingDeps,
  limits: BodyLimits,
): StreamHandler<FetchWholeRequest__Output, FetchWholeResponse> {
  return (requests, context, send) =>
    withReleasedBody(requests, context, keyRelease, limits, async ({ open, body, released }) => {
      const { contentKey, bodyDigest, rights } = released;
      requireDownload(rights);
      const pieces = await renderer.whole({ body, contentKey, bodyDigest }, wholeOf(open.whole), context.signal);
      await send({ size: pieces.reduce((sum, { length }) => sum + length, 0) });
      for (const piece of pieces) await sendChunks(piece, (chunk) => send({ chunk }));
    });
}

function wholeOf(whole: Whole): domain.Whole {
  if (whole === 'WHOLE_ATTACHMENTS') return 'attachments';
  if (whole === 'WHOLE_MAIL') return 'mail';
  throw new PosternError('call.invalid');
}
