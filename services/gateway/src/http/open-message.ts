import type { RenderResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import type { OpenedMessage } from '../pages/message-page.ts';
import type { Session } from './cookies.ts';
import { grantFor } from './grant.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';
import { type Reading, tellReading } from './reading.ts';
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
  const reading = tellReading(events, request.browser, sizeOf(sealed));
  try {
    const { grant, senderUsageNumber } = await grantFor(deps, reply, session, sealed.capsule);
    reading.granted(senderUsageNumber);
    const call = deps.rendering.render({ timeoutMs: TIMEOUTS.render, signal: readerGone(reply) });
    const remoteContent = remoteShown ? 'REMOTE_CONTENT_SHOWN' : 'REMOTE_CONTENT_BLOCKED';
    void sendSealed(call, { sealed: { capsule: sealed.capsule, grant }, remoteContent }, sealed.body);
    const { head, rest } = await headOf(call.responses, reading);
    reading.began();
    return { head, document: htmlOf(rest), sealed, remoteShown, signedInUntil: session?.expiresAt, onEnd: reading.ended };
  } catch (thrown) {
    reading.ended(thrown);
    throw thrown;
  }
}

/** What comes first says that the key was released; so does the head, where an older rendering says nothing before it. */
async function headOf(responses: AsyncIterable<RenderResponse__Output>, reading: Reading) {
  const { first, rest } = await firstOf(responses);
  if (first?.released == null && first?.head == null) throw new PosternError('internal');
  reading.released();
  if (first.head != null) return { head: first.head, rest };
  const { first: second, rest: html } = await firstOf(rest);
  if (second?.head == null) throw new PosternError('internal');
  return { head: second.head, rest: html };
}

function sizeOf({ body }: Sealed): number {
  return body.reduce((sum, chunk) => sum + chunk.length, 0);
}

async function* htmlOf(responses: AsyncIterable<{ html?: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { html } of responses) if (html !== undefined) yield html;
}
