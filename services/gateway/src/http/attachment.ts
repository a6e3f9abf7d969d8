import type { Attachment__Output } from '@postern/contracts';
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { answerFailure } from './answer-failure.ts';
import { partIndex } from './part-index.ts';
import { type Portal, readerGone, readForm, TIMEOUTS } from './portal.ts';
import { bytesOf, sendFile } from './saved-file.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

/** One attachment as a file to save, never as a page. */
export function attachmentRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/attachment', async (request, reply) => {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    try {
      const { head, bytes } = await fetchPart(portal, request, reply, sealed, partIndex(fields.part));
      return sendFile(reply, { name: head.name, mediaType: head.mediaType, bytes });
    } catch (thrown) {
      return answerFailure(portal, { request, reply, sealed, error: toPosternError(thrown) });
    }
  });
}

interface FetchedPart {
  readonly head: Attachment__Output;
  readonly bytes: AsyncIterable<Buffer>;
}

function fetchPart(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { capsule, body }: Sealed,
  index: number,
): Promise<FetchedPart> {
  const take = async (grant: string): Promise<FetchedPart> => {
    const call = portal.deps.rendering.fetchPart({ timeoutMs: TIMEOUTS.part, signal: readerGone(reply) });
    void sendSealed(call, { sealed: { capsule, grant }, index }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.head == null) throw new PosternError('internal');
    return { head: first.head, bytes: bytesOf(rest) };
  };
  return takeAlong(portal, request, reply, { capsule, tell: portal.events.fileSaved, take });
}
