import type { FastifyInstance } from 'fastify';
import { privacyPage } from '../pages/privacy-page.ts';
import { sendPage } from './answers.ts';
import { type Portal, pageContext } from './portal.ts';

export function privacyRoute(app: FastifyInstance, portal: Portal): void {
  app.get('/privacy', async (request, reply) => {
    const context = pageContext(portal, request);
    return sendPage(reply, context, privacyPage(context, portal.config));
  });
}
