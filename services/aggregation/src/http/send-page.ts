import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentText, type Page } from '../pages/document.ts';
import type { PageContext } from '../pages/page-context.ts';

export type SendPage = (request: FastifyRequest, reply: FastifyReply, page: (context: PageContext) => Page) => FastifyReply;

/** `now` in milliseconds since 1970. */
export function pageSender({ asset, senderNames }: Pick<PageContext, 'asset' | 'senderNames'>, now: () => number): SendPage {
  return (request, reply, page) => {
    const context = { asset, senderNames, visitor: request.visitor, now: now() };
    return reply.type('text/html; charset=utf-8').send(documentText(context, page(context)));
  };
}
