import { toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cleanCapsule } from '../domain/sealed.ts';
import { type Asked, problemFrame, sentFrame, sentLines } from '../pages/status-frame.ts';
import { sendParts, setRetryAfter, wantsJson } from './answers.ts';
import { challengeOf, setChallenge } from './cookies.ts';
import { type Portal, pageContext, readerGone, TIMEOUTS } from './portal.ts';
import { MAX_ADDRESS, MAX_RAW_CAPSULE, smallField } from './small-form.ts';

/** Sends a code. The answer is JSON for script, and a page for the small frame without. */
export function passcodeRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/passcode', async (request, reply) => {
    const context = pageContext(portal, request);
    try {
      const asked = askedOf(request);
      const sent = await portal.deps.identity.startPasscode(
        { capsule: asked.capsule, address: asked.address, locale: context.texts.locale, challenge: challengeOf(request) },
        { timeoutMs: TIMEOUTS.passcode, signal: readerGone(reply) },
      );
      portal.events.passcodeRequested({ browser: request.browser, sender: sent.senderUsageNumber });
      const now = portal.now();
      setChallenge(reply, sent.challenge, sent.expiresAt, now);
      if (!wantsJson(request)) return sendParts(reply, 'frame', [sentFrame(context, asked, sent, now)]);
      return {
        lines: sentLines(context.texts, asked, sent, now),
        expiresInSeconds: sent.expiresAt - now,
        resendInSeconds: Math.max(0, sent.resendAt - now),
      };
    } catch (thrown) {
      portal.events.passcodeRequested({ browser: request.browser }, thrown);
      if (wantsJson(request)) throw thrown;
      const error = toPosternError(thrown);
      setRetryAfter(reply, error);
      return sendParts(reply.code(error.httpStatus), 'frame', [problemFrame(context, error)]);
    }
  });
}

function askedOf(request: FastifyRequest): Asked {
  return {
    capsule: cleanCapsule(smallField(request, 'capsule', MAX_RAW_CAPSULE)),
    address: smallField(request, 'address', MAX_ADDRESS).trim(),
    recipient: smallField(request, 'recipient', MAX_ADDRESS),
  };
}
