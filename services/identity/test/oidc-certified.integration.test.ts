import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createSealingKeys, openToken, verifyGrant } from '@postern/tokens';
import { type Account, type CertifiedProvider, startCertifiedProvider } from './certified-provider.ts';
import { visit } from './form-browser.ts';
import { type LoneIdentity, PORTAL, startLoneIdentity } from './lone-identity.ts';
import { begin, LIMIT } from './oidc-visit.ts';

const TOKEN_KEY = Buffer.alloc(32, 9);
const SECRET = 'secret-of-a-confidential-client';
const CLIENTS = ['client_secret_basic', 'client_secret_post', 'none'] as const;
const pathOf = (id: string) => `${PORTAL}/sign-in/oidc/${id}/callback`;
const idOf = (method: string, at: number) => `${method.replaceAll('_', '-')}-${at}`;

let account: Account;
let providers: CertifiedProvider[];
let running: LoneIdentity;
let directory: string;

/** Two providers, of which the second keeps the address for its userinfo endpoint; at each, a client of each kind. */
beforeAll(async () => {
  // oidc-provider says there that it is not set up for production, which is true.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  directory = mkdtempSync(join(tmpdir(), 'postern-certified-'));
  writeFileSync(join(directory, 'secret'), `${SECRET}\n`);
  providers = await Promise.all(
    [true, false].map((takesClaimsParameter, at) =>
      startCertifiedProvider({
        takesClaimsParameter,
        account: () => account,
        clients: CLIENTS.map((method) => ({
          client_id: method,
          redirect_uris: [pathOf(idOf(method, at))],
          token_endpoint_auth_method: method,
          ...(method === 'none' ? {} : { client_secret: SECRET }),
        })),
      }),
    ),
  );
  const issuers = providers.flatMap(({ issuer }, at) =>
    CLIENTS.map((method) => ({
      id: idOf(method, at),
      kind: 'generic',
      displayName: 'Certified',
      issuer,
      clientId: method,
      domains: ['example.org'],
      ...(method === 'none' ? {} : { clientSecretFile: join(directory, 'secret'), clientAuthentication: method }),
    })),
  );
  running = await startLoneIdentity({ issuers, mayRead: () => ['ada@example.org'] });
});
afterAll(async () => {
  await running.stop();
  await Promise.all(providers.map((provider) => provider.stop()));
  rmSync(directory, { recursive: true, force: true });
});

async function signIn(issuerId: string, privateComputer = false) {
  const { url, attempt } = await begin(running.identity, issuerId, privateComputer);
  const { search } = await visit(url.href, pathOf(issuerId));
  const session = () => running.identity.completeOidc({ issuerId, attempt, query: search.slice(1) }, LIMIT);
  return { session, search };
}

describe('with a certified provider', () => {
  it.each([0, 1].flatMap((at) => CLIENTS.map((method) => idOf(method, at))))('client %s signs in', async (issuerId) => {
    account = { email: 'Ada@Example.org', email_verified: true };
    const { session } = await (await signIn(issuerId)).session();
    const now = Math.floor(Date.now() / 1000);
    const keys = createSealingKeys([TOKEN_KEY]);
    expect(openToken(session, { purpose: 'session', keys, now })).toMatchObject({ address: 'ada@example.org', method: 'oidc' });
  });

  it('goes on to a grant, for 15 minutes or for 12 hours', async () => {
    account = { email: 'ada@example.org', email_verified: true };
    const [short, long] = [await (await signIn('none-0')).session(), await (await signIn('none-0', true)).session()];
    const { grant } = await running.identity.grantRelease({ session: long.session, capsule: 'capsule' }, LIMIT);
    const now = Math.floor(Date.now() / 1000);
    const capsuleHash = createHash('sha256').update('capsule').digest('base64url');
    expect(await verifyGrant(grant, running.grantKeys, { capsuleHash, now })).toEqual({ subject: 'ada@example.org' });
    expect(Math.abs(short.expiresAt - now - 900)).toBeLessThan(10);
    expect(Math.abs(long.expiresAt - now - 43_200)).toBeLessThan(10);
  });

  it.each<[string, Account]>([
    ['is not verified', { email: 'ada@example.org', email_verified: false }],
    ['is of a domain that the provider does not speak for', { email: 'ada@gmail.com', email_verified: true }],
    ['is none', { email: 'ada', email_verified: true }],
  ])('an address that %s is not proved', async (_name, unproved) => {
    account = unproved;
    for (const issuerId of ['none-0', 'none-1'])
      await expect((await signIn(issuerId)).session()).rejects.toMatchObject({ code: 'identity.address_unproved' });
  });

  it('a callback works once', async () => {
    account = { email: 'ada@example.org', email_verified: true };
    const { session } = await signIn('none-0');
    await session();
    await expect(session()).rejects.toMatchObject({ code: 'identity.provider_refused' });
  });

  it('a request asks for no more than an address, by PKCE, and comes back by a query', async () => {
    const { url } = await begin(running.identity, 'none-0');
    const { state, nonce, code_challenge, ...asked } = Object.fromEntries(url.searchParams);
    for (const secret of [state, nonce, code_challenge]) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(asked).toEqual({
      client_id: 'none',
      redirect_uri: pathOf('none-0'),
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
      claims: '{"id_token":{"email":null,"email_verified":null}}',
      ui_locales: 'en',
    });
  });

  it('nothing of it is logged or measured', async () => {
    account = { email: 'ada@example.org', email_verified: true };
    const { session, search } = await signIn('none-0');
    const { session: sealed } = await session();
    const { code = '', state = '' } = Object.fromEntries(new URLSearchParams(search));
    const told = running.logged() + (await running.measured());
    for (const secret of ['ada@example.org', code, state, sealed, SECRET, 'Bearer']) expect(told).not.toContain(secret);
  });
});
