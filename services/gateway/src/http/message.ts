import type { FastifyInstance } from 'fastify';
import { messageDocumentParts } from '../pages/message-document.ts';
import { sendParts } from './answers.ts';
import { sessionOf } from './cookies.ts';
import { openMessage } from './open-message.ts';
import { type Portal, pageContext } from './portal.ts';
import { sealedRoute } from './sealed-route.ts';

/**
 * The message as a document of its own, for a tab of its own: to read without
 * a frame, and to print whole. What the frame's sandbox is there, this answer's
 * policy is here, so the document has an opaque origin, too.
 */
export function messageRoute(app: FastifyInstance, portal: Portal): void {
  sealedRoute(app, portal, '/message', async ({ request, reply, sealed, fields }) => {
    const session = sessionOf(request);
    const message = await openMessage(portal, request, reply, { sealed, session, remoteShown: fields.remote === '1' });
    // A sandboxed document cannot have a browsing context group to itself; browsers refuse the two together.
    reply.header('cross-origin-opener-policy', 'unsafe-none').header('referrer-policy', 'no-referrer');
    const policy = message.remoteShown ? 'document_with_pictures' : 'document';
    return sendParts(reply, policy, messageDocumentParts(pageContext(portal, request), message));
  });
}
