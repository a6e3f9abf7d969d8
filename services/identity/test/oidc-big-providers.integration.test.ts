// Microsoft and Google as identity is configured for them, with their own
// issuers; what is sent to their hosts arrives at a scripted provider here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LoneIdentity, startLoneIdentity } from './lone-identity.ts';
import { begin, CLIENT_ID, type Claims, callback, LIMIT, signIn } from './oidc-visit.ts';
import { json, type ScriptedProvider, startScriptedProvider } from './scripted-provider.ts';
import { createSigner, type Signer } from './signer.ts';

const MICROSOFT = 'https://login.microsoftonline.com';
const [NIMBUS, ROGUE, CONSUMERS] = [
  '11111111-1111-4111-8111-111111111111',
  '66666666-6666-4666-8666-666666666666',
  '9188040d-6c67-4c5b-b112-36a304b66dad',
];
const REFUSED = { code: 'identity.token_refused' };
const UNPROVED = { code: 'identity.address_unproved' };

let microsoft: ScriptedProvider;
let google: ScriptedProvider;
let running: LoneIdentity;

beforeAll(async () => {
  microsoft = await startScriptedProvider(`${MICROSOFT}/{tenantid}/v2.0`);
  google = await startScriptedProvider('https://accounts.google.com');
  // Neither sends `iss`; Microsoft's metadata is the same template for all its tenants.
  microsoft.publish({ authorization_response_iss_parameter_supported: undefined });
  google.publish({ authorization_response_iss_parameter_supported: undefined });
  const hosts = new Map([
    ['login.microsoftonline.com', microsoft.address],
    ['accounts.google.com', google.address],
  ]);
  const rerouted = (url: string, init: RequestInit) => {
    const { host, pathname } = new URL(url);
    return fetch(`${hosts.get(host) ?? 'http://nowhere.invalid'}${pathname}`, init);
  };
  const microsoftAt = (id: string, tenant: string) => ({
    id,
    kind: 'microsoft',
    displayName: 'Microsoft',
    issuer: `${MICROSOFT}/${tenant}/v2.0`,
    clientId: CLIENT_ID,
    tenants: { [NIMBUS]: ['example.org'] },
  });
  running = await startLoneIdentity({
    issuers: [
      microsoftAt('everybody', 'common'),
      microsoftAt('nimbus', NIMBUS),
      { id: 'google', kind: 'google', displayName: 'Google', clientId: CLIENT_ID },
    ],
    world: { fetch: rerouted, now: () => Math.floor(Date.now() / 1000) },
  });
});
afterAll(async () => {
  await running.stop();
  await microsoft.stop();
  await google.stop();
});

const ofTenant = (tid: string, more: Claims = {}): Claims => ({
  iss: `${MICROSOFT}/${tid}/v2.0`,
  tid,
  email_verified: undefined,
  ...more,
});
const atMicrosoft = (claims: Claims) => signIn(running.identity, 'everybody', microsoft, { claims, withoutIssuer: true });
const atGoogle = (claims: Claims) => signIn(running.identity, 'google', google, { claims, withoutIssuer: true });

describe('Microsoft', () => {
  it('is asked for the profile too, which is where tenants are', async () => {
    const { url } = await begin(running.identity, 'everybody');
    expect([url.origin, url.searchParams.get('scope')]).toEqual([MICROSOFT, 'openid profile email']);
  });

  it.each<[string, Claims]>([
    ['a personal account', ofTenant(CONSUMERS, { email: 'ada@outlook.example', xms_edov: true })],
    ['an account of any tenant that owns the domain', ofTenant(ROGUE, { email: 'eve@rogue.example', xms_edov: '1' })],
    ['a member of a tenant that the operator mapped', ofTenant(NIMBUS)],
  ])('proves the address of %s', async (_name, claims) => {
    expect((await atMicrosoft(claims)).session).not.toBe('');
  });

  it.each<[string, Claims]>([
    ['that its own administrator made up (nOAuth)', ofTenant(ROGUE)],
    ['that it does not say is verified', ofTenant(ROGUE, { xms_edov: false })],
    ['that only looks verified', ofTenant(ROGUE, { email_verified: true })],
    [
      'that is a name to sign in with',
      ofTenant(NIMBUS, { email: undefined, preferred_username: 'ada@example.org', upn: 'ada@example.org' }),
    ],
    ['of a guest of a mapped tenant', ofTenant(NIMBUS, { idp: `${MICROSOFT}/${ROGUE}/v2.0` })],
    ['of another domain than the tenant’s', ofTenant(NIMBUS, { email: 'ada@elsewhere.example' })],
  ])('does not prove an address %s', async (_name, claims) => {
    await expect(atMicrosoft(claims)).rejects.toMatchObject(UNPROVED);
  });

  it.each<[string, Claims]>([
    ['of one tenant that speaks of another', ofTenant(NIMBUS, { iss: `${MICROSOFT}/${ROGUE}/v2.0` })],
    ['without tenant', ofTenant(NIMBUS, { tid: undefined })],
    ['of no tenant', ofTenant('common')],
    ['of the template itself', ofTenant('{tenantid}')],
    ['of another host', ofTenant(NIMBUS, { iss: `https://evil.example/${NIMBUS}/v2.0` })],
    ['of the older endpoint', ofTenant(NIMBUS, { iss: `https://sts.windows.net/${NIMBUS}/` })],
  ])('refuses a token %s', async (_name, claims) => {
    await expect(atMicrosoft(claims)).rejects.toMatchObject(REFUSED);
  });

  it('has keys for all tenants and keys for one', async () => {
    const [all, personal] = [createSigner('RS256', 'all'), createSigner('RS256', 'personal')];
    const published = [
      { ...all.jwk, issuer: `${MICROSOFT}/{tenantid}/v2.0` },
      { ...personal.jwk, issuer: `${MICROSOFT}/${CONSUMERS}/v2.0` },
    ];
    microsoft.answers.keys = json({ keys: [microsoft.signer.jwk, ...published] });
    const signedBy = ({ sign }: Signer, tid: string) =>
      signIn(running.identity, 'everybody', microsoft, { claims: ofTenant(tid, { xms_edov: true }), sign, withoutIssuer: true });
    for (const [signer, tid] of [
      [all, NIMBUS],
      [all, CONSUMERS],
      [personal, CONSUMERS],
    ] as const)
      expect((await signedBy(signer, tid)).session).not.toBe('');
    await expect(signedBy(personal, NIMBUS)).rejects.toMatchObject(REFUSED);
  });

  it('may send its tenant’s issuer along, and then the token has to agree', async () => {
    const ours = { claims: ofTenant(NIMBUS), responseIssuer: `${MICROSOFT}/${NIMBUS}/v2.0` };
    expect((await signIn(running.identity, 'everybody', microsoft, ours)).session).not.toBe('');
    const theirs = { claims: ofTenant(NIMBUS), responseIssuer: `${MICROSOFT}/${ROGUE}/v2.0` };
    await expect(signIn(running.identity, 'everybody', microsoft, theirs)).rejects.toMatchObject(REFUSED);
  });

  it('of one tenant is another issuer than that of all', async () => {
    // Its metadata would have to be that tenant's.
    await expect(begin(running.identity, 'nimbus')).rejects.toMatchObject({ code: 'identity.provider_unavailable' });
  });
});

describe('Google', () => {
  it.each<[string, Claims]>([
    ['Gmail', { email: 'Ada@Gmail.com' }],
    ['Gmail by its other name', { email: 'ada@googlemail.com' }],
    ['a Workspace domain', { email: 'ada@example.org', hd: 'Example.org' }],
  ])('proves an address of %s', async (_name, claims) => {
    expect((await atGoogle(claims)).session).not.toBe('');
  });

  it.each<[string, Claims]>([
    ['that somebody brought along', { email: 'ada@example.org' }],
    ['of another domain than the account’s', { email: 'ada@example.org', hd: 'elsewhere.example' }],
    ['of Gmail that it does not call verified', { email: 'ada@gmail.com', email_verified: false }],
    [
      'of a Workspace domain that it does not call verified',
      { email: 'ada@example.org', hd: 'example.org', email_verified: undefined },
    ],
  ])('does not prove an address %s', async (_name, claims) => {
    await expect(atGoogle(claims)).rejects.toMatchObject(UNPROVED);
  });
});

describe('the list of issuers', () => {
  it('has what a page needs, and nothing else', async () => {
    const { issuers } = await running.identity.listIssuers({}, LIMIT);
    expect(issuers).toEqual([
      { id: 'everybody', displayName: 'Microsoft', kind: 'ISSUER_KIND_MICROSOFT', origin: MICROSOFT },
      { id: 'nimbus', displayName: 'Microsoft', kind: 'ISSUER_KIND_MICROSOFT', origin: MICROSOFT },
      { id: 'google', displayName: 'Google', kind: 'ISSUER_KIND_GOOGLE', origin: 'https://accounts.google.com' },
    ]);
  });

  it('gives no attempt of one to another', async () => {
    const visit = await begin(running.identity, 'google');
    const completion = { issuerId: 'everybody', attempt: visit.attempt, query: callback(google, visit) };
    await expect(running.identity.completeOidc(completion, LIMIT)).rejects.toMatchObject({ code: 'identity.attempt_invalid' });
  });
});
