import type { FastifyInstance } from 'fastify';
import { accountPage } from '../pages/account-page.ts';
import { sendPage } from './answers.ts';
import { type Portal, pageContext } from './portal.ts';

export const ACCOUNT_PATH = '/sign-in/account';

/** For browsers without script or without pop-ups: sign in first, then open the attachment again. */
export function accountRoute(app: FastifyInstance, portal: Portal): void {
  app.get(ACCOUNT_PATH, async (request, reply) => {
    const context = pageContext(portal, request);
    return sendPage(reply, context, accountPage(context, await portal.issuers.current()));
  });
}
