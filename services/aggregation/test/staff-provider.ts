// oidc-provider, which is certified by the OpenID Foundation, in this process
// and on loopback: the staff's issuer. Whoever comes is signed in with the
// roles that the test set; programs get JWTs for the audience that they name.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './free-port.ts';

export const CLIENT_ID = 'usage';
export const CLIENT_SECRET = 'secret-of-the-analysts-client';
export const PROGRAM_ID = 'report';
export const PROGRAM_SECRET = 'secret-of-a-program';

export interface StaffProvider {
  readonly issuer: URL;
  /** Who is signed in next. */
  roles: readonly string[];
  /** An access token for the audience. */
  accessToken(audience: string): Promise<string>;
  stop(): Promise<void>;
}

interface StaffOptions {
  readonly redirectUri: string;
  /** Of access tokens, in seconds. */
  readonly lifetime?: number;
}

export async function startStaffProvider({ redirectUri, lifetime = 300 }: StaffOptions): Promise<StaffProvider> {
  const port = await freePort();
  const issuer = new URL(`http://127.0.0.1:${port}`);
  const staff = { roles: ['postern-viewer'] as readonly string[] };
  const provider = new Provider(issuer.origin, {
    clients: [
      { client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] },
      {
        client_id: PROGRAM_ID,
        client_secret: PROGRAM_SECRET,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      },
    ],
    claims: { openid: ['sub', 'roles'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['key-of-the-test-provider'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'read',
          audience: new URL(resource).pathname.slice(1),
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetime,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: () => ({ roles: staff.roles }),
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, roles: staff.roles }) }),
    loadExistingGrant: async (context) => {
      const { Grant } = context.oidc.provider;
      const { accountId } = context.oidc.session ?? {};
      const { clientId } = context.oidc.client ?? {};
      if (accountId === undefined || clientId === undefined) return undefined;
      const grant = new Grant({ accountId, clientId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return handle(request, response);
    return provider.interactionFinished(request, response, { login: { accountId: 'ada' } }).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    get roles() {
      return staff.roles;
    },
    set roles(roles) {
      staff.roles = roles;
    },
    accessToken: async (audience) => {
      const response = await fetch(`${issuer.origin}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${PROGRAM_ID}:${PROGRAM_SECRET}`).toString('base64')}` },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope: 'read',
          resource: `https://resource.example/${audience}`,
        }),
      });
      const { access_token: token }: { access_token?: unknown } = await response.json();
      if (typeof token !== 'string') throw new Error(`no token (${response.status})`);
      return token;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
