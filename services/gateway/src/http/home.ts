import type { FastifyInstance } from 'fastify';
import { homePage } from '../pages/home-page.ts';
import { emptyFrame } from '../pages/status-frame.ts';
import { sendPage, sendParts } from './answers.ts';
import { sessionOf } from './cookies.ts';
import { type Portal, pageContext } from './portal.ts';

/** The pages that are the same for everybody, and the one question that script asks. A GET never changes anything. */
export function homeRoutes(app: FastifyInstance, portal: Portal): void {
  app.get('/', async (request, reply) => {
    const context = pageContext(portal, request);
    return sendPage(reply, context, homePage(context, { status: 200, withAccounts: await portal.issuers.any() }));
  });

  app.get('/passcode-status', async (request, reply) => sendParts(reply, 'frame', [emptyFrame(pageContext(portal, request))]));

  // Whether there is a cookie; whether it is still good, identity says when it is used.
  app.get('/session', async (request) => ({ signedIn: (sessionOf(request)?.expiresAt ?? 0) > portal.now() }));
}
