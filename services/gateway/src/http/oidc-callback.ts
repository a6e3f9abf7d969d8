// Where an identity provider sends the browser back to: the only GET that
// changes state. It may, because it does so for the one browser that holds the
// sealed attempt, and identity takes nothing whose state is not of that
// attempt. Nobody else's link can sign a reader in, or out.
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attemptOf, clearAttempt, setSession } from './cookies.ts';
import { ISSUER_PARAM, type IssuerParams } from './issuers.ts';
import { DONE_PATH, endedPath } from './oidc-end.ts';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';

const MAX_QUERY_BYTES = 8 * 1024;

export function oidcCallbackRoute(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: IssuerParams }>(
    `/sign-in/oidc/${ISSUER_PARAM}/callback`,
    { exposeHeadRoute: false },
    async (request, reply) => {
      const { issuer } = request.params;
      const signedIn = async (error?: unknown) =>
        portal.events.signIn(
          { browser: request.browser },
          `oidc_${(await portal.issuers.find(issuer))?.kind ?? 'generic'}`,
          error,
        );
      try {
        await complete(portal, request, reply, issuer);
        await signedIn();
        return leave(reply, DONE_PATH);
      } catch (thrown) {
        const error = toPosternError(thrown);
        await signedIn(error);
        // A stale callback, or one that somebody made up, must not end the attempt whose cookie came with it.
        if (error.code !== 'identity.attempt_invalid' && error.code !== 'identity.issuer_unknown') clearAttempt(reply);
        return leave(reply, endedPath(issuer, error.code));
      }
    },
  );
}

async function complete(portal: Portal, request: FastifyRequest, reply: FastifyReply, issuerId: string): Promise<void> {
  const attempt = attemptOf(request);
  const query = rawQuery(request);
  if (attempt === undefined || !isNavigation(request) || query.length > MAX_QUERY_BYTES)
    throw new PosternError('identity.attempt_invalid');
  const { session: token, expiresAt } = await portal.deps.identity.completeOidc(
    { issuerId, attempt: attempt.token, query },
    { timeoutMs: TIMEOUTS.oidcComplete, signal: readerGone(reply) },
  );
  clearAttempt(reply);
  setSession(reply, { token, expiresAt }, { privateComputer: attempt.privateComputer, now: portal.now() });
}

/** What follows the first question mark, as it came: identity reads it, and nobody else does. */
function rawQuery({ raw: { url = '' } }: FastifyRequest): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** A page in a window, and not a picture, a frame or a script; where the browser says it. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const destination = headers['sec-fetch-dest'];
  return destination === undefined || destination === 'document';
}

/** The code in this address is worth nothing any more; all the same it stays in no history and no referrer. */
function leave(reply: FastifyReply, path: string): FastifyReply {
  return reply.header('referrer-policy', 'no-referrer').redirect(path, 303);
}
