// What a hostile or broken provider, or somebody between, could send: each is
// refused with the code that the page and the metrics show. The list follows
// the modules of the OpenID relying-party conformance tests.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LoneIdentity, startLoneIdentity } from './lone-identity.ts';
import { begin, CLIENT_ID, type Claims, callback, honestClaims, LIMIT, signIn } from './oidc-visit.ts';
import { ACCESS_TOKEN, json, type ScriptedProvider, startScriptedProvider, tokens } from './scripted-provider.ts';
import { createSigner, signedWithPublicKey, unsigned } from './signer.ts';

const REFUSED = { code: 'identity.token_refused' };
const now = () => Math.floor(Date.now() / 1000);

let provider: ScriptedProvider;
let other: ScriptedProvider;
let running: LoneIdentity;

const generic = (id: string, issuer: string) => ({
  id,
  kind: 'generic',
  displayName: 'Example',
  issuer,
  clientId: CLIENT_ID,
  domains: ['example.org'],
});

beforeAll(async () => {
  [provider, other] = [await startScriptedProvider(), await startScriptedProvider()];
  running = await startLoneIdentity({ issuers: [generic('one', provider.issuer), generic('two', other.issuer)] });
});
afterAll(async () => {
  await running.stop();
  await provider.stop();
  await other.stop();
});

const signInAtOne = (bent: Parameters<typeof signIn>[3] = {}) => signIn(running.identity, 'one', provider, bent);
const complete = (issuerId: string, attempt: string, query: string) =>
  running.identity.completeOidc({ issuerId, attempt, query }, LIMIT);

describe('an ID token', () => {
  it('of an honest provider signs in', async () => {
    expect((await signInAtOne()).session).not.toBe('');
  });

  it.each<[string, Claims]>([
    ['for another client', { aud: 'somebody-else' }],
    ['for us and others', { aud: [CLIENT_ID, 'somebody-else'] }],
    ['for us and others, by azp for us', { aud: [CLIENT_ID, 'somebody-else'], azp: CLIENT_ID }],
    ['for nobody', { aud: [] }],
    ['without audience', { aud: undefined }],
    ['whose authorized party is another', { azp: 'somebody-else' }],
    ['of another issuer', { iss: 'https://accounts.google.com' }],
    ['of an issuer with a slash more', { iss: 'SLASH' }],
    ['without issuer', { iss: undefined }],
    ['with another nonce', { nonce: 'A'.repeat(43) }],
    ['without nonce', { nonce: undefined }],
    ['with an at_hash of another access token', { at_hash: 'A'.repeat(22) }],
    ['with an at_hash that is no string', { at_hash: 1 }],
    ['that has expired', { exp: now() - 61 }],
    ['without expiry', { exp: undefined }],
    ['whose expiry is a string', { exp: String(now() + 300) }],
    ['that was issued in the future', { iat: now() + 120 }],
    ['without time of issue', { iat: undefined }],
    ['that is not yet valid', { nbf: now() + 120 }],
    ['without subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with an endless subject', { sub: 's'.repeat(256) }],
  ])('%s is refused', async (_name, claims) => {
    const iss = claims['iss'] === 'SLASH' ? { iss: `${provider.issuer}/` } : {};
    await expect(signInAtOne({ claims: { ...claims, ...iss } })).rejects.toMatchObject(REFUSED);
  });

  it.each<[string, Claims]>([
    ['expired within the clock skew', { exp: now() - 30 }],
    ['was issued by a clock that is a little ahead', { iat: now() + 30 }],
    ['names us alone, as a list', { aud: [CLIENT_ID], azp: CLIENT_ID }],
    ['has no at_hash', { at_hash: undefined }],
  ])('that %s is taken', async (_name, claims) => {
    expect((await signInAtOne({ claims })).session).not.toBe('');
  });

  it.each<[string, (claims: Claims) => string]>([
    ['signed with nothing', unsigned],
    ['signed by HMAC with the public key', (claims) => signedWithPublicKey(claims, provider.signer)],
    ['signed with a key of the same name', (claims) => createSigner('RS256', 'first').sign(claims)],
    ['with a key of its own in the header', (claims) => bringingItsKey(claims)],
    ['with a critical extension', (claims) => provider.signer.sign(claims, { crit: ['exp'] })],
    ['whose algorithm is not the one that signed', (claims) => provider.signer.sign(claims, { alg: 'PS256' })],
    ['of an algorithm that nobody allows', (claims) => provider.signer.sign(claims, { alg: 'RS1' })],
    ['with an altered claim', (claims) => altered(provider.signer.sign(claims))],
    ['without signature', (claims) => provider.signer.sign(claims).replace(/[^.]*$/, '')],
    ['with two parts', (claims) => provider.signer.sign(claims).replace(/\.[^.]*$/, '')],
    ['that is encrypted', (claims) => `${provider.signer.sign(claims)}.a.b`],
    ['that is no token', () => 'x'],
    ['that is empty', () => ''],
  ])('%s is refused', async (_name, sign) => {
    await expect(signInAtOne({ sign })).rejects.toMatchObject(REFUSED);
  });

  it('is missed when it is missing', async () => {
    const visit = await begin(running.identity, 'one');
    provider.answers.token = json({ access_token: ACCESS_TOKEN, token_type: 'Bearer' });
    await expect(complete('one', visit.attempt, callback(provider, visit))).rejects.toMatchObject(REFUSED);
  });

  it('of another attempt is refused', async () => {
    const [victim, attacker] = [await begin(running.identity, 'one'), await begin(running.identity, 'one')];
    provider.answers.token = tokens(provider.signer.sign(honestClaims(provider, attacker)));
    await expect(complete('one', victim.attempt, callback(provider, victim))).rejects.toMatchObject(REFUSED);
  });
});

function bringingItsKey(claims: Claims): string {
  const stranger = createSigner('RS256', 'stranger');
  return stranger.sign(claims, { kid: undefined, jwk: stranger.jwk, jku: `${provider.issuer}/keys` });
}

function altered(token: string): string {
  const [header, claims = '', signature] = token.split('.');
  const text = Buffer.from(claims, 'base64url').toString().replace('Ada@Example.org', 'Eve@Example.org');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

describe('a callback', () => {
  beforeEach(() => {
    provider.answers.token = json({ error: 'invalid_grant' }, 400);
  });

  it.each([
    [
      'with another state',
      (query: string) => query.replace(/state=[^&]*/, `state=${'A'.repeat(43)}`),
      'identity.attempt_invalid',
    ],
    ['without state', (query: string) => query.replace(/state=[^&]*&?/, ''), 'identity.attempt_invalid'],
    ['with two states', (query: string) => `${query}&state=x`, 'identity.attempt_invalid'],
    ['of 8 KiB and more', (query: string) => `${query}&x=${'x'.repeat(8192)}`, 'identity.attempt_invalid'],
    [
      'of another issuer',
      (query: string) => query.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example'),
      'identity.token_refused',
    ],
    ['without the issuer that was promised', (query: string) => query.replace(/&iss=[^&]*/, ''), 'identity.token_refused'],
    ['with two issuers', (query: string) => `${query}&iss=x`, 'identity.token_refused'],
    ['with two codes', (query: string) => `${query}&code=x`, 'identity.token_refused'],
    ['without code', (query: string) => query.replace(/code=[^&]*&/, ''), 'identity.token_refused'],
    ['with an empty code', (query: string) => query.replace(/code=[^&]*/, 'code='), 'identity.token_refused'],
    ['that says no', (query: string) => `${query.replace(/code=[^&]*&/, '')}&error=access_denied`, 'identity.provider_refused'],
    ['that says no beside a code', (query: string) => `${query}&error=access_denied`, 'identity.provider_refused'],
    ['of a provider in trouble', (query: string) => `${query}&error=temporarily_unavailable`, 'identity.provider_unavailable'],
  ])('%s is refused', async (_name, bend, code) => {
    const before = provider.asked.token;
    const visit = await begin(running.identity, 'one');
    await expect(complete('one', visit.attempt, bend(callback(provider, visit)))).rejects.toMatchObject({ code });
    expect(provider.asked.token).toBe(before);
  });

  it.each(['', 'x', '....'])('with %j for an attempt is refused', async (attempt) => {
    const visit = await begin(running.identity, 'one');
    await expect(complete('one', attempt, callback(provider, visit))).rejects.toMatchObject({ code: 'identity.attempt_invalid' });
  });

  it('that an attacker prepared is nobody’s in another browser', async () => {
    const [attacker, victim] = [await begin(running.identity, 'one'), await begin(running.identity, 'one')];
    await expect(complete('one', victim.attempt, callback(provider, attacker))).rejects.toMatchObject({
      code: 'identity.attempt_invalid',
    });
  });

  it('of one provider is refused with the attempt of another', async () => {
    const visit = await begin(running.identity, 'two');
    await expect(complete('one', visit.attempt, callback(provider, visit))).rejects.toMatchObject({
      code: 'identity.attempt_invalid',
    });
    // A hostile provider that passes its browser on to the honest one's path, and the code with it.
    await expect(complete('two', visit.attempt, callback(provider, visit))).rejects.toMatchObject(REFUSED);
    expect(other.asked.token).toBe(0);
  });

  it('of a provider that nobody configured is refused', async () => {
    await expect(complete('three', 'x', '')).rejects.toMatchObject({ code: 'identity.issuer_unknown' });
    await expect(begin(running.identity, 'three')).rejects.toMatchObject({ code: 'identity.issuer_unknown' });
  });

  it('that is sent again brings the provider’s refusal', async () => {
    const visit = await begin(running.identity, 'one');
    const honest = tokens(provider.signer.sign(honestClaims(provider, visit)));
    let isUsed = false;
    provider.answers.token = (...asked) => {
      (isUsed ? json({ error: 'invalid_grant' }, 400) : honest)(...asked);
      isUsed = true;
    };
    expect((await complete('one', visit.attempt, callback(provider, visit))).session).not.toBe('');
    await expect(complete('one', visit.attempt, callback(provider, visit))).rejects.toMatchObject({
      code: 'identity.provider_refused',
    });
  });

  it('is told apart in the metrics by kind and outcome, not by provider', async () => {
    expect(await running.measured()).toContain(
      'identity_oidc_outcomes_total{question="complete",kind="generic",code="identity.provider_refused"}',
    );
  });
});
