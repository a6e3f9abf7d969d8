// Keycloak: a second real provider, by other people, with a login form.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DevService, startKeycloak } from '@postern/dev-services';
import { createSealingKeys, openToken } from '@postern/tokens';
import { visit } from './form-browser.ts';
import { type LoneIdentity, PORTAL, startLoneIdentity } from './lone-identity.ts';
import { begin, CLIENT_ID, LIMIT } from './oidc-visit.ts';

/** The first start on a machine fetches and builds it. */
const START_LIMIT_MS = 600_000;
const CALLBACK = `${PORTAL}/sign-in/oidc/clinic/callback`;
const PASSWORD = 'correct horse';

const user = (username: string, emailVerified: boolean) => ({
  username,
  enabled: true,
  firstName: username,
  lastName: 'Example',
  email: `${username}@example.org`,
  emailVerified,
  credentials: [{ type: 'password', value: PASSWORD, temporary: false }],
});

let keycloak: DevService;
let running: LoneIdentity;

beforeAll(async () => {
  keycloak = await startKeycloak({
    realm: 'clinic',
    enabled: true,
    users: [user('ada', true), user('eve', false)],
    clients: [
      {
        clientId: CLIENT_ID,
        publicClient: true,
        standardFlowEnabled: true,
        redirectUris: [CALLBACK],
        attributes: { 'pkce.code.challenge.method': 'S256' },
      },
    ],
  });
  const clinic = { id: 'clinic', kind: 'generic', displayName: 'Clinic', issuer: keycloak.url, clientId: CLIENT_ID };
  running = await startLoneIdentity({ issuers: [{ ...clinic, domains: ['example.org'] }] });
}, START_LIMIT_MS);
afterAll(async () => {
  await running?.stop();
  await keycloak?.stop();
});

async function signIn(username: string) {
  const { url, attempt } = await begin(running.identity, 'clinic');
  const { search } = await visit(url.href, CALLBACK, { username, password: PASSWORD });
  return running.identity.completeOidc({ issuerId: 'clinic', attempt, query: search.slice(1) }, LIMIT);
}

describe('with Keycloak', () => {
  it('whose address is verified signs in', async () => {
    const { session } = await signIn('ada');
    const opened = { purpose: 'session', keys: createSealingKeys([Buffer.alloc(32, 9)]), now: Math.floor(Date.now() / 1000) };
    expect(openToken(session, opened)).toMatchObject({ address: 'ada@example.org', method: 'oidc' });
  });

  it('whose address is not verified does not', async () => {
    await expect(signIn('eve')).rejects.toMatchObject({ code: 'identity.address_unproved' });
  });

  it('whose redirect path is another is not even asked', async () => {
    const { url } = await begin(running.identity, 'clinic');
    url.searchParams.set('redirect_uri', `${PORTAL}/sign-in/oidc/other/callback`);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
  });
});
