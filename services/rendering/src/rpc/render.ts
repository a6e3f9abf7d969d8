import type { RenderRequest__Output, RenderResponse } from '@postern/contracts';
import type { StreamHandler } from '@postern/rpc';
import type { RenderingDeps } from '../deps.ts';
import { messageHead } from './message-head.ts';
import { type BodyLimits, withReleasedBody } from './released-body.ts';
import { sendChunks } from './send-chunks.ts';

export function render(
  { keyRelease, renderer }: RenderingDeps,
  limits: BodyLimits,
): StreamHandler<RenderRequest__Output, RenderResponse> {
  return (requests, context, send) =>
    withReleasedBody(requests, context, keyRelease, limits, async ({ open, body, released }) => {
      await send({ released: {} });
      const { contentKey, bodyDigest } = released;
      const remote = open.remoteContent === 'REMOTE_CONTENT_SHOWN' ? 'shown' : 'blocked';
      const mail = await renderer.render({ body, contentKey, bodyDigest }, remote, context.signal);
      await send({ head: messageHead(mail, released) });
      await sendChunks(mail.html, (html) => send({ html }));
    });
}
