import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { goingPage } from '../pages/going-page.ts';
import { signInEndedPage } from '../pages/sign-in-ended-page.ts';
import { sendPage, setRetryAfter } from './answers.ts';
import { setAttempt } from './cookies.ts';
import { ISSUER_PARAM, type IssuerParams } from './issuers.ts';
import { type Portal, pageContext, readerGone, TIMEOUTS } from './portal.ts';
import { smallField } from './small-form.ts';

/**
 * Sends a browser to an identity provider. It goes there by the page that this
 * answers with and not by a redirect: `form-action` also governs where a
 * submitted form is redirected to, and providers redirect among hosts of their
 * own that nobody can list.
 */
export function oidcBeginRoute(app: FastifyInstance, portal: Portal): void {
  app.post<{ Params: IssuerParams }>(`/sign-in/oidc/${ISSUER_PARAM}`, async (request, reply) => {
    const context = pageContext(portal, request);
    const issuerId = request.params.issuer;
    const issuer = await portal.issuers.find(issuerId);
    try {
      const privateComputer = smallField(request, 'private', 1) === '1';
      const url = await begin(portal, reply, { issuerId, privateComputer, locale: context.texts.locale });
      return sendPage(reply, context, goingPage(context, url, issuer?.displayName ?? url.host));
    } catch (thrown) {
      const error = toPosternError(thrown);
      portal.events.signIn({ browser: request.browser }, `oidc_${issuer?.kind ?? 'generic'}`, error);
      setRetryAfter(reply, error);
      return sendPage(
        reply,
        context,
        signInEndedPage(context, { status: error.httpStatus, problem: error.code, issuerId, issuer }),
      );
    }
  });
}

interface Beginning {
  readonly issuerId: string;
  readonly privateComputer: boolean;
  readonly locale: string;
}

/** Where the browser is to go; what it must bring back, it gets as a cookie. */
async function begin(portal: Portal, reply: FastifyReply, beginning: Beginning): Promise<URL> {
  const { authorizationUrl, attempt, expiresAt } = await portal.deps.identity.beginOidc(beginning, {
    timeoutMs: TIMEOUTS.oidcBegin,
    signal: readerGone(reply),
  });
  const url = URL.parse(authorizationUrl);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new PosternError('internal');
  setAttempt(reply, { token: attempt, privateComputer: beginning.privateComputer }, expiresAt, portal.now());
  return url;
}
