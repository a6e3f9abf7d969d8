import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { messagePageParts, type OpenedMessage } from '../pages/message-page.ts';
import { answerFailure } from './answer-failure.ts';
import { sendParts } from './answers.ts';
import { type Session, sessionOf } from './cookies.ts';
import { grantFor } from './grant.ts';
import { type Portal, pageContext, readerGone, readForm, TIMEOUTS } from './portal.ts';
import { redeem } from './redeem.ts';
import type { SealedForm } from './sealed-form.ts';
import { firstOf, sendSealed } from './send-sealed.ts';

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

interface Wanted {
  readonly sealed: Sealed;
  readonly session: Session | undefined;
  readonly remoteShown: boolean;
}

/** Resolves when the message begins to arrive: up to then a failure still gets a page of its own. */
async function openMessage(
  { deps, events }: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { sealed, session, remoteShown }: Wanted,
): Promise<OpenedMessage> {
  const startedAt = performance.now();
  const bytes = sealed.body.reduce((sum, chunk) => sum + chunk.length, 0);
  const viewed = (milliseconds: number, error?: unknown) => events.messageViewed(request.browser, bytes, milliseconds, error);
  try {
    const grant = await grantFor(deps, reply, session, sealed.capsule);
    const call = deps.rendering.render({ timeoutMs: TIMEOUTS.render, signal: readerGone(reply) });
    const remoteContent = remoteShown ? 'REMOTE_CONTENT_SHOWN' : 'REMOTE_CONTENT_BLOCKED';
    void sendSealed(call, { sealed: { capsule: sealed.capsule, grant }, remoteContent }, sealed.body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.head == null) throw new PosternError('internal');
    const waited = performance.now() - startedAt;
    const onEnd = (error?: unknown) => viewed(waited, error);
    return { head: first.head, document: htmlOf(rest), sealed, remoteShown, signedInUntil: session?.expiresAt, onEnd };
  } catch (thrown) {
    viewed(performance.now() - startedAt, thrown);
    throw thrown;
  }
}

async function* htmlOf(responses: AsyncIterable<{ html?: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { html } of responses) if (html !== undefined) yield html;
}
