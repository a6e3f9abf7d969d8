// oidc-provider, which is certified by the OpenID Foundation, in this process
// and on loopback. Whoever comes is signed in as the account that the test set.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { freePort } from './free-port.ts';

export interface Account {
  readonly email: string;
  readonly email_verified: boolean;
}

export interface CertifiedProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

interface CertifiedOptions {
  readonly clients: Configuration['clients'];
  readonly account: () => Account;
  /** Whether a client may ask for single claims. */
  readonly takesClaimsParameter: boolean;
}

export async function startCertifiedProvider({
  clients,
  account,
  takesClaimsParameter,
}: CertifiedOptions): Promise<CertifiedProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    ...(clients === undefined ? {} : { clients }),
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['key-of-the-test-provider'] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: takesClaimsParameter } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...account() }) }),
    loadExistingGrant: async (context) => {
      const { Grant } = context.oidc.provider;
      const { accountId } = context.oidc.session ?? {};
      const { clientId } = context.oidc.client ?? {};
      if (accountId === undefined || clientId === undefined) return undefined;
      const grant = new Grant({ accountId, clientId });
      grant.addOIDCScope('openid email');
      grant.addOIDCClaims(['email', 'email_verified']);
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
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
