// Signing in and out. A GET changes nothing, with one exception: where the
// issuer sends the browser back to. That acts for the one browser that holds
// the sealed attempt whose state comes back, so nobody's link can sign
// somebody in; and the code that it brings works once.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { AccessRefusal } from '../access/access-refusal.ts';
import { roleIn } from '../access/role.ts';
import { CALLBACK_PATH } from '../adapters/oidc/analysts-provider.ts';
import { goingPage, signedOutPage } from '../pages/message-pages.ts';
import { attemptOf, clearAttempt, clearCookies, setAttempt, setSession } from './cookies.ts';
import { searchOfRequest } from './search-of-request.ts';
import type { SendPage } from './send-page.ts';
import type { SignInParts } from './visitor.ts';

/** How long somebody may take at the issuer, in seconds. */
const ATTEMPT_SECONDS = 600;
/** 256 bits each; RFC 7636 section 4.1 asks as much of a verifier. */
const SECRET_BYTES = 32;
const SESSION_ID_BYTES = 16;
const MAX_RETURN_CHARACTERS = 400;
const MAX_CALLBACK_CHARACTERS = 8_192;

interface SignInRoutes extends SignInParts {
  readonly publicUrl: URL;
  readonly sessionSeconds: number;
  readonly sendPage: SendPage;
  /** Unix seconds. */
  readonly now: () => number;
}

export function signInRoutes(app: FastifyInstance, parts: SignInRoutes): void {
  const { provider, notes, roles, publicUrl, sessionSeconds, sendPage, now } = parts;
  const open = { config: { needs: 'nobody' }, schema: { hide: true } } as const;

  app.post<{ Body: unknown }>('/sign-in', open, async (request, reply) => {
    const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
    const secrets = { state: secret(), nonce: secret(), verifier: secret() };
    const url = await provider.authorizationUrl(secrets);
    const attempt = notes.attempts.seal({ ...secrets, returnTo: returnTo(request.body) }, now() + ATTEMPT_SECONDS);
    setAttempt(reply, attempt, ATTEMPT_SECONDS);
    return sendPage(request, reply, () => goingPage(url));
  });

  app.get(CALLBACK_PATH, { ...open, exposeHeadRoute: false }, async (request, reply) => {
    const attempt = notes.attempts.open(attemptOf(request), now());
    const search = searchOfRequest(request);
    const states = new URLSearchParams(search).getAll('state');
    // A callback that somebody made up must not end the attempt whose cookie came with it.
    if (attempt === undefined || search.length > MAX_CALLBACK_CHARACTERS || states.length !== 1 || states[0] !== attempt.state)
      throw new AccessRefusal('attempt_invalid');
    clearAttempt(reply);
    const callback = new URL(CALLBACK_PATH, publicUrl);
    callback.search = search;
    const role = roleIn(await provider.redeem(callback, attempt), roles);
    if (role === undefined) throw new AccessRefusal('no_role');
    const id = randomBytes(SESSION_ID_BYTES).toString('base64url');
    setSession(reply, notes.sessions.seal({ role, id }, now() + sessionSeconds));
    // The code in this address is worth nothing any more; all the same it stays in no history and no referrer.
    return reply.header('referrer-policy', 'no-referrer').redirect(`/${attempt.returnTo}`, 303);
  });

  app.post('/sign-out', open, async (request, reply) => {
    clearCookies(reply);
    request.visitor = undefined;
    return sendPage(request, reply, () => signedOutPage());
  });
}

/** A query of the dashboard, or nothing: never another page, and never another site. */
function returnTo(body: unknown): string {
  const given: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'return') : undefined;
  if (typeof given !== 'string' || given.length > MAX_RETURN_CHARACTERS || !given.startsWith('?')) return '';
  return /^\?[\w\-.=&%+]*$/.test(given) ? given : '';
}
