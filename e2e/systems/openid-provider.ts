// A certified OpenID provider, in process. Its page for signing in is ours, as
// a provider's operator would make one: whoever signs in has the address that
// they type.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import type { Page } from 'playwright-core';

export const CLIENT_ID = 'postern';
/** Seconds; longer than any test. */
const LIFETIME = 600;
const SIGN_IN_PATH = '/who-are-you/';

export interface OpenIdProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

export async function startOpenIdProvider(redirectUri: string): Promise<OpenIdProvider> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = createProvider(issuer, redirectUri);
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith(SIGN_IN_PATH) === true) void signInPage(provider, request, response);
    else void protocol(request, response);
  });
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createProvider(issuer: string, redirectUri: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    ttl: { Interaction: LIFETIME, Session: LIFETIME, Grant: LIFETIME, AccessToken: LIFETIME, IdToken: LIFETIME },
    cookies: { keys: ['only for a test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => SIGN_IN_PATH + uid },
    // Nobody is asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
}

/** Asks for an address, and takes it, or a refusal. */
async function signInPage(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!DOCTYPE html><html lang="en"><title>Provider</title><form method="post"><label>Address <input name="address"></label>
<button name="answer" value="yes">Sign in</button><button name="answer" value="no">Cancel</button></form></html>`);
    return;
  }
  const form = new URLSearchParams(await text(request));
  const result = form.get('answer') === 'yes' ? { login: { accountId: form.get('address') ?? '' } } : { error: 'access_denied' };
  await provider.interactionFinished(request, response, result);
}

/** What a person does there. */
export async function signInAtProvider(page: Page, address: string): Promise<void> {
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function cancelAtProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel' }).click();
}
