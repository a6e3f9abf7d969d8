import { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { challengeOf, setSession } from './cookies.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';

interface Typed {
  readonly code: string;
  readonly privateComputer: boolean;
}

/** Exchanges a code for a session, which the browser gets as a cookie. Returns the session. */
export async function redeem(portal: Portal, request: FastifyRequest, reply: FastifyReply, typed: Typed): Promise<string> {
  try {
    const challenge = challengeOf(request);
    if (challenge === '') throw new PosternError('identity.challenge_invalid');
    const { session, expiresAt } = await portal.deps.identity.redeemPasscode(
      { challenge, code: plainDigits(typed.code), privateComputer: typed.privateComputer },
      { timeoutMs: TIMEOUTS.passcode, signal: readerGone(reply) },
    );
    setSession(reply, session, typed.privateComputer ? { expiresAt, now: portal.now() } : undefined);
    portal.events.signIn(request.browser);
    return session;
  } catch (thrown) {
    portal.events.signIn(request.browser, thrown);
    throw thrown;
  }
}

/** East Asian keyboards type full-width digits (UAX 15, compatibility forms). */
function plainDigits(code: string): string {
  return code.normalize('NFKC').trim();
}
