import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { messagePageParts } from '../pages/message-page.ts';
import { sendParts } from './answers.ts';
import { type Session, sessionOf } from './cookies.ts';
import { openMessage } from './open-message.ts';
import { type Portal, pageContext } from './portal.ts';
import { redeem } from './redeem.ts';
import type { SealedForm } from './sealed-form.ts';
import { type Brought, orFailure, sealedRoute } from './sealed-route.ts';

/** The message itself. With a code in the form, it is exchanged for a session first (so it works without script). */
export function readRoute(app: FastifyInstance, portal: Portal): void {
  sealedRoute(app, portal, '/read', (brought) => open(portal, brought));
}

/** Answers with the message, or with what has to be done first. */
export function showMessage(portal: Portal, brought: Brought): Promise<FastifyReply> {
  return orFailure(portal, brought, () => open(portal, brought));
}

async function open(portal: Portal, { request, reply, sealed, fields }: Brought): Promise<FastifyReply> {
  const session = await sessionFor(portal, request, reply, fields);
  const message = await openMessage(portal, request, reply, { sealed, session, remoteShown: fields.remote === '1' });
  const policy = message.remoteShown ? 'message_with_pictures' : 'message';
  return sendParts(reply, policy, messagePageParts(pageContext(portal, request), message));
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
