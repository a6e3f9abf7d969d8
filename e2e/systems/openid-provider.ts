// A certified OpenID provider, in process, with its own pages for signing in
// and for consent. Whoever signs in has the address that they type.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Page } from 'playwright-core';

/** Longer than any test. */
const MINUTES = 600;
export const CLIENT_ID = 'postern';

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
  const issuer = `http://localhost:${address.port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    ttl: { Interaction: MINUTES, Session: MINUTES, Grant: MINUTES, AccessToken: MINUTES, IdToken: MINUTES },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
    cookies: { keys: ['only for a test'] },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a person does there. */
export async function signInAtProvider(page: Page, address: string): Promise<void> {
  await page.locator('input[name=login]').fill(address);
  await page.locator('input[name=password]').fill('anything');
  await page.getByRole('button').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
