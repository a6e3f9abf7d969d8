import type { FastifyInstance } from 'fastify';
import { PAPER_PATH, PAPER_WITH_PICTURES_PATH, paperPage } from '../pages/paper-page.ts';
import { sendParts } from './answers.ts';
import { type Portal, pageContext } from './portal.ts';

/** What a message lies on, with and without pictures from elsewhere. */
export function paperRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(PAPER_PATH, async (request, reply) => sendParts(reply, 'paper', [paperPage(pageContext(portal, request))]));
  app.get(PAPER_WITH_PICTURES_PATH, async (request, reply) =>
    sendParts(reply, 'paper_with_pictures', [paperPage(pageContext(portal, request))]),
  );
}
