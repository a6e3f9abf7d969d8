import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { messagePageParts } from '../pages/message-page.ts';
import { answerFailure } from './answer-failure.ts';
import { sendParts } from './answers.ts';
import { type Session, sessionOf } from './cookies.ts';
import { openMessage } from './open-message.ts';
import { type Portal, pageContext, readForm } from './portal.ts';
import { redeem } from './redeem.ts';
import type { SealedForm } from './sealed-form.ts';

/** The message itself. With a code in the form, it is exchanged for a session first (so it works without script). */
export function readRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/read', async (request, reply) => {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    return showMessage(portal, request, reply, { sealed, fields });
  });
}

interface Brought {
  readonly sealed: Sealed;
  readonly fields: SealedForm['fields'];
}

/** Answers with the message, or with what has to be done first. */
export async function showMessage(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { sealed, fields }: Brought,
): Promise<FastifyReply> {
  try {
    const session = await sessionFor(portal, request, reply, fields);
    const message = await openMessage(portal, request, reply, { sealed, session, remoteShown: fields.remote === '1' });
    const policy = message.remoteShown ? 'message_with_pictures' : 'message';
    return sendParts(reply, policy, messagePageParts(pageContext(portal, request), message));
  } catch (thrown) {
    return answerFailure(portal, { request, reply, sealed, error: toPosternError(thrown) });
  }
}

async function sessionFor(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  fields: SealedForm['fields'],
): Promise<Session | undefined> {
  const code = fields.code ?? '';
  if (code === '' || fields.signed_in === '1') return sessionOf(request);
  return redeem(portal, request, reply, { code, privateComputer: fields.private === '1' });
}
