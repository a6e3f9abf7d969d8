import { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { challengeOf, type Session, setSession } from './cookies.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';

interface Typed {
  readonly code: string;
  readonly privateComputer: boolean;
}

/** Exchanges a code for a session, which the browser gets as a cookie. */
export async function redeem(portal: Portal, request: FastifyRequest, reply: FastifyReply, typed: Typed): Promise<Session> {
  const signedIn = (sender: number, error?: unknown) =>
    portal.events.signIn({ browser: request.browser, sender }, 'passcode', error);
  try {
    const challenge = challengeOf(request);
    if (challenge === '') throw new PosternError('identity.challenge_invalid');
    const { privateComputer } = typed;
    const {
      session: token,
      expiresAt,
      senderUsageNumber,
    } = await portal.deps.identity.redeemPasscode(
      { challenge, code: plainDigits(typed.code), privateComputer },
      { timeoutMs: TIMEOUTS.passcode, signal: readerGone(reply) },
    );
    const session = { token, expiresAt };
    setSession(reply, session, { privateComputer, now: portal.now() });
    signedIn(senderUsageNumber);
    return session;
  } catch (thrown) {
    signedIn(0, thrown);
    throw thrown;
  }
}

/** East Asian keyboards type full-width digits (UAX 15, compatibility forms). */
function plainDigits(code: string): string {
  return code.normalize('NFKC').trim();
}
