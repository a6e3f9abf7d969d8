import type { Whole } from '@postern/contracts';
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { answerFailure } from './answer-failure.ts';
import { type Portal, readerGone, readForm, TIMEOUTS } from './portal.ts';
import { bytesOf, type SavedFile, sendFile } from './saved-file.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

/** Their names say nothing of the message: names of files end up in lists that others see. */
const FILES: readonly { readonly path: string; readonly whole: Whole; readonly name: string; readonly mediaType: string }[] = [
  { path: '/attachments', whole: 'WHOLE_ATTACHMENTS', name: 'attachments.zip', mediaType: 'application/zip' },
  { path: '/eml', whole: 'WHOLE_MAIL', name: 'message.eml', mediaType: 'message/rfc822' },
];

/** All attachments in one archive, and the mail byte for byte, as files to save. */
export function wholeRoutes(app: FastifyInstance, portal: Portal): void {
  for (const { path, whole, name, mediaType } of FILES) {
    app.post(path, async (request, reply) => {
      const { sealed } = await readForm(portal, request, reply);
      if (sealed === undefined) throw new PosternError('gateway.form_invalid');
      try {
        return sendFile(reply, { name, mediaType, ...(await fetchWhole(portal, request, reply, sealed, whole)) });
      } catch (thrown) {
        return answerFailure(portal, { request, reply, sealed, error: toPosternError(thrown) });
      }
    });
  }
}

function fetchWhole(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { capsule, body }: Sealed,
  whole: Whole,
): Promise<Pick<SavedFile, 'size' | 'bytes'>> {
  const take = async (grant: string): Promise<Pick<SavedFile, 'size' | 'bytes'>> => {
    const call = portal.deps.rendering.fetchWhole({ timeoutMs: TIMEOUTS.part, signal: readerGone(reply) });
    void sendSealed(call, { sealed: { capsule, grant }, whole }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.part !== 'size' || first.size === undefined) throw new PosternError('internal');
    return { size: first.size, bytes: bytesOf(rest) };
  };
  return takeAlong(portal, request, reply, { capsule, tell: portal.events.fileSaved, take });
}
