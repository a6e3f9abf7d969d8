import type { Whole } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';
import { bytesOf, type SavedFile, sendFile } from './saved-file.ts';
import { type Brought, sealedRoute } from './sealed-route.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

/** Their names say nothing of the message: names of files end up in lists that others see. */
const FILES: readonly { readonly path: string; readonly whole: Whole; readonly name: string; readonly mediaType: string }[] = [
  { path: '/attachments', whole: 'WHOLE_ATTACHMENTS', name: 'attachments.zip', mediaType: 'application/zip' },
  { path: '/eml', whole: 'WHOLE_MAIL', name: 'message.eml', mediaType: 'message/rfc822' },
];

/** All attachments in one archive, and the mail byte for byte, as files to save. */
export function wholeRoutes(app: FastifyInstance, portal: Portal): void {
  for (const { path, whole, name, mediaType } of FILES)
    sealedRoute(app, portal, path, async (brought) =>
      sendFile(brought.reply, { name, mediaType, ...(await fetchWhole(portal, brought, whole)) }),
    );
}

function fetchWhole(portal: Portal, brought: Brought, whole: Whole): Promise<Pick<SavedFile, 'size' | 'bytes'>> {
  const { capsule, body } = brought.sealed;
  const take = async (grant: string): Promise<Pick<SavedFile, 'size' | 'bytes'>> => {
    const call = portal.deps.rendering.fetchWhole({ timeoutMs: TIMEOUTS.part, signal: readerGone(brought.reply) });
    void sendSealed(call, { sealed: { capsule, grant }, whole }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.part !== 'size' || first.size === undefined) throw new PosternError('internal');
    return { size: first.size, bytes: bytesOf(rest) };
  };
  return takeAlong(portal, brought, { tell: portal.events.fileSaved, take });
}
