import { Readable } from 'node:stream';
import type { Attachment__Output } from '@postern/contracts';
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition, safeMediaType } from '../domain/attachment-headers.ts';
import type { Sealed } from '../domain/sealed.ts';
import { answerFailure } from './answer-failure.ts';
import { sessionOf } from './cookies.ts';
import { grantFor } from './grant.ts';
import { type Portal, readerGone, readForm, TIMEOUTS } from './portal.ts';
import { firstOf, sendSealed } from './send-sealed.ts';

/** One attachment as a file to save, never as a page. */
export function attachmentRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/attachment', async (request, reply) => {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    try {
      const { head, bytes } = await fetchPart(portal, request, reply, sealed, partIndex(fields.part));
      return reply
        .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
        .header('content-disposition', contentDisposition(head.name))
        .type(safeMediaType(head.mediaType))
        .send(Readable.from(bytes, { objectMode: true, highWaterMark: 2 }));
    } catch (thrown) {
      return answerFailure(portal, { request, reply, sealed, error: toPosternError(thrown) });
    }
  });
}

function partIndex(field: string | undefined): number {
  if (field === undefined || !/^\d{1,5}$/.test(field)) throw new PosternError('rendering.part_not_found');
  return Number(field);
}

interface FetchedPart {
  readonly head: Attachment__Output;
  readonly bytes: AsyncIterable<Buffer>;
}

async function fetchPart(
  { deps }: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { capsule, body }: Sealed,
  index: number,
): Promise<FetchedPart> {
  const grant = await grantFor(deps, reply, sessionOf(request), capsule);
  const call = deps.rendering.fetchPart({ timeoutMs: TIMEOUTS.part, signal: readerGone(reply) });
  void sendSealed(call, { sealed: { capsule, grant }, index }, body);
  const { first, rest } = await firstOf(call.responses);
  if (first?.head == null) throw new PosternError('internal');
  return { head: first.head, bytes: bytesOf(rest) };
}

async function* bytesOf(responses: AsyncIterable<{ chunk?: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { chunk } of responses) if (chunk !== undefined) yield chunk;
}
