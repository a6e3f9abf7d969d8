import type { Attachment__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import { partIndex } from './part-index.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';
import { bytesOf, sendFile } from './saved-file.ts';
import { type Brought, sealedRoute } from './sealed-route.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

/** One attachment as a file to save, never as a page. */
export function attachmentRoute(app: FastifyInstance, portal: Portal): void {
  sealedRoute(app, portal, '/attachment', async (brought) => {
    const { head, bytes } = await fetchPart(portal, brought, partIndex(brought.fields.part));
    return sendFile(brought.reply, { name: head.name, mediaType: head.mediaType, bytes });
  });
}

interface FetchedPart {
  readonly head: Attachment__Output;
  readonly bytes: AsyncIterable<Buffer>;
}

function fetchPart(portal: Portal, brought: Brought, index: number): Promise<FetchedPart> {
  const { capsule, body } = brought.sealed;
  const take = async (grant: string): Promise<FetchedPart> => {
    const call = portal.deps.rendering.fetchPart({ timeoutMs: TIMEOUTS.part, signal: readerGone(brought.reply) });
    void sendSealed(call, { sealed: { capsule, grant }, index }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.head == null) throw new PosternError('internal');
    return { head: first.head, bytes: bytesOf(rest) };
  };
  return takeAlong(portal, brought, { tell: portal.events.fileSaved, take });
}
