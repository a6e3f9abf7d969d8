import { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import type { OpenedMessage } from '../pages/message-page.ts';
import type { Session } from './cookies.ts';
import { grantFor } from './grant.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';
import { firstOf, sendSealed } from './send-sealed.ts';

interface Wanted {
  readonly sealed: Sealed;
  readonly session: Session | undefined;
  readonly remoteShown: boolean;
}

/** Resolves when the message begins to arrive: up to then a failure still gets a page of its own. */
export async function openMessage(
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
