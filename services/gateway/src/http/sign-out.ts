import type { FastifyInstance } from 'fastify';
import { signedOutPage } from '../pages/signed-out-page.ts';
import { sendPage } from './answers.ts';
import { clearCookies } from './cookies.ts';
import { type Portal, pageContext } from './portal.ts';

export function signOutRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/sign-out', async (request, reply) => {
    clearCookies(reply);
    const context = pageContext(portal, request);
    return sendPage(reply, context, signedOutPage(context));
  });
}
