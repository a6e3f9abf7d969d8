import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { answerFailure } from './answer-failure.ts';
import { type Portal, readForm } from './portal.ts';
import type { SealedForm } from './sealed-form.ts';

/** A request that brought a sealed message. */
export interface Brought {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly sealed: Sealed;
  readonly fields: SealedForm['fields'];
}

/** A route whose form holds a sealed message. Whatever fails after that is answered with the message still on the page. */
export function sealedRoute(
  app: FastifyInstance,
  portal: Portal,
  path: string,
  answer: (brought: Brought) => Promise<FastifyReply>,
): void {
  app.post(path, async (request, reply) => {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    return orFailure(portal, { request, reply, sealed, fields }, answer);
  });
}

/** As the route, for a form that has been read. */
export async function orFailure(
  portal: Portal,
  brought: Brought,
  answer: (brought: Brought) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await answer(brought);
  } catch (thrown) {
    const { request, reply, sealed } = brought;
    return answerFailure(portal, { request, reply, sealed, error: toPosternError(thrown) });
  }
}
