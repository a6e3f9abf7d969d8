// Providers that are slow, down, huge, elsewhere or changing their keys. Time
// that matters for caches is the test's; the 5 seconds of a request are real.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LoneIdentity, startLoneIdentity } from './lone-identity.ts';
import { begin, CLIENT_ID, callback, honestClaims, LIMIT, signIn } from './oidc-visit.ts';
import { type Answer, json, type ScriptedProvider, startScriptedProvider, tokens } from './scripted-provider.ts';
import { createSigner } from './signer.ts';

const UNAVAILABLE = { code: 'identity.provider_unavailable' };
const REFUSED = { code: 'identity.token_refused' };
const HOUR = 3600;

let provider: ScriptedProvider;
let running: LoneIdentity;
/** How far the test's clock is ahead, in seconds. */
let ahead = 0;

const start = () => {
  const issuer = { id: 'one', kind: 'generic', displayName: 'One', issuer: provider.issuer, clientId: CLIENT_ID };
  const now = () => Math.floor(Date.now() / 1000) + ahead;
  return startLoneIdentity({ issuers: [{ ...issuer, domains: ['example.org'] }], world: { fetch, now } });
};
const signInAtOne = (bent: Parameters<typeof signIn>[3] = {}) => signIn(running.identity, 'one', provider, bent);
/** A token that is in time by the test's clock as well. */
const inTime = () => ({ claims: { exp: Math.floor(Date.now() / 1000) + ahead + 300 } });

const hanging: Answer = () => undefined;
const halfHanging: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{');
const endless: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    if (!response.destroyed) response.write(' '.repeat(65_536), more);
  };
  more();
};
const elsewhere: Answer = (response, request) =>
  response.writeHead(302, { location: `${provider.issuer}${request.url}-elsewhere` }).end();
const page: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Back soon');
const garbage: Answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"issuer":');
const cutOff: Answer = (response) => response.destroy();

beforeEach(async () => {
  ahead = 0;
  provider = await startScriptedProvider();
  running = await start();
});
afterEach(async () => {
  await running.stop();
  await provider.stop();
});

describe('metadata', () => {
  const metadata = (more: object) => json({ ...provider.metadata(), ...more });

  it.each<[string, () => Answer]>([
    ['that never comes', () => hanging],
    ['that stops in the middle', () => halfHanging],
    ['that never ends', () => endless],
    ['of 257 KiB', () => metadata({ padding: ' '.repeat(257 * 1024) })],
    ['that is elsewhere', () => elsewhere],
    ['that is a page', () => page],
    ['that is no JSON', () => garbage],
    ['that is cut off', () => cutOff],
    ['behind an error', () => json({}, 503)],
    ['that is not found', () => json({}, 404)],
    ['of too many requests', () => json({}, 429)],
    ['of another issuer', () => metadata({ issuer: 'https://accounts.google.com' })],
    ['of an issuer with a slash more', () => metadata({ issuer: `${provider.issuer}/` })],
    ['without token endpoint', () => metadata({ token_endpoint: undefined })],
    ['without keys', () => metadata({ jwks_uri: undefined })],
    ['with a token endpoint in the clear', () => metadata({ token_endpoint: 'http://provider.example/token' })],
    ['with a sign-in page that is a script', () => metadata({ authorization_endpoint: 'javascript:alert(1)' })],
  ])('%s makes the provider unavailable', async (_name, answer) => {
    provider.answers.metadata = answer();
    ahead = 2 * HOUR;
    await running.stop();
    running = await start();
    await expect(begin(running.identity, 'one')).rejects.toMatchObject(UNAVAILABLE);
    expect((await running.identity.listIssuers({}, LIMIT)).issuers).toHaveLength(1);
    expect(running.logged()).toContain('"event":"oidc.discovery_failed","peer":"one"');
  });

  it('is fetched once an hour, and the last one serves a day when the provider is away', async () => {
    await begin(running.identity, 'one');
    await begin(running.identity, 'one');
    expect(provider.asked.metadata).toBe(1);
    ahead = HOUR;
    await begin(running.identity, 'one');
    expect(provider.asked.metadata).toBe(2);
    provider.answers.metadata = cutOff;
    ahead += 23 * HOUR;
    await begin(running.identity, 'one');
    ahead += HOUR;
    await expect(begin(running.identity, 'one')).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is not asked for again at once after a failure, and comes back', async () => {
    await begin(running.identity, 'one');
    provider.answers.metadata = json({}, 503);
    ahead = 25 * HOUR;
    await expect(begin(running.identity, 'one')).rejects.toMatchObject(UNAVAILABLE);
    const asked = provider.asked.metadata;
    for (let i = 0; i < 20; i++) await expect(begin(running.identity, 'one')).rejects.toMatchObject(UNAVAILABLE);
    expect(provider.asked.metadata - asked).toBeLessThanOrEqual(1);
    provider.answers.metadata = json(provider.metadata());
    ahead += 6;
    expect((await begin(running.identity, 'one')).url.origin).toBe(provider.issuer);
  });
});

describe('the token endpoint', () => {
  it.each<[string, Answer, object]>([
    ['that never answers', hanging, UNAVAILABLE],
    ['that never ends', endless, UNAVAILABLE],
    ['that is elsewhere', elsewhere, UNAVAILABLE],
    ['that is a page', page, UNAVAILABLE],
    ['that is cut off', cutOff, UNAVAILABLE],
    ['in trouble', json({ error: 'server_error' }, 500), UNAVAILABLE],
    ['that does not know us', json({ error: 'invalid_client' }, 401), { code: 'identity.provider_refused' }],
    ['that does not know the code', json({ error: 'invalid_grant' }, 400), { code: 'identity.provider_refused' }],
    ['that answers with nothing', json({}), REFUSED],
  ])('%s ends the attempt', async (_name, answer, expected) => {
    const visit = await begin(running.identity, 'one');
    provider.answers.token = answer;
    const query = callback(provider, visit);
    await expect(running.identity.completeOidc({ issuerId: 'one', attempt: visit.attempt, query }, LIMIT)).rejects.toMatchObject(
      expected,
    );
  });

  it('that refuses us tells the operator why', async () => {
    const visit = await begin(running.identity, 'one');
    provider.answers.token = json({ error: 'invalid_client', error_description: 'for ada@example.org' }, 401);
    const query = callback(provider, visit);
    await expect(running.identity.completeOidc({ issuerId: 'one', attempt: visit.attempt, query }, LIMIT)).rejects.toThrow();
    expect(running.logged()).toContain('"event":"oidc.code_refused","peer":"one","code":"invalid_client"');
    expect(running.logged()).not.toContain('ada@example.org');
  });
});

describe('an attempt', () => {
  it('expires after ten minutes', async () => {
    const visit = await begin(running.identity, 'one');
    provider.answers.token = tokens(provider.signer.sign(honestClaims(provider, visit)));
    ahead = 600;
    const completion = { issuerId: 'one', attempt: visit.attempt, query: callback(provider, visit) };
    await expect(running.identity.completeOidc(completion, LIMIT)).rejects.toMatchObject({ code: 'identity.attempt_invalid' });
  });
});

describe('keys', () => {
  it('that were rotated are fetched at once, and tokens of the new one are taken', async () => {
    await signInAtOne();
    const rotated = createSigner('ES256', 'second');
    provider.answers.keys = json({ keys: [provider.signer.jwk, rotated.jwk] });
    expect((await signInAtOne({ sign: rotated.sign })).session).not.toBe('');
    expect(provider.asked.keys).toBe(2);
  });

  it('that nobody knows are asked for once a minute, whatever comes', async () => {
    await signInAtOne();
    const stranger = (kid: string) => ({ sign: (claims: object) => provider.signer.sign(claims, { kid }) });
    for (let i = 0; i < 20; i++) await expect(signInAtOne(stranger(`made-up-${i}`))).rejects.toMatchObject(REFUSED);
    expect(provider.asked.keys).toBe(2);
    ahead = 60;
    await expect(signInAtOne(stranger('again'))).rejects.toMatchObject(REFUSED);
    expect(provider.asked.keys).toBe(3);
  });

  it('that are taken back are believed for ten minutes, and for an hour when nobody can be asked', async () => {
    await signInAtOne();
    provider.answers.keys = cutOff;
    ahead = 3599;
    expect((await signInAtOne(inTime())).session).not.toBe('');
    ahead = 3610;
    await expect(signInAtOne(inTime())).rejects.toMatchObject(UNAVAILABLE);
    provider.answers.keys = json({ keys: [] });
    ahead = 3620;
    await expect(signInAtOne(inTime())).rejects.toMatchObject(REFUSED);
  });

  it.each<[string, () => Answer, object]>([
    ['that are elsewhere', () => elsewhere, UNAVAILABLE],
    ['that are a page', () => page, UNAVAILABLE],
    ['that are too many', () => json({ keys: Array.from({ length: 101 }, () => provider.signer.jwk) }), UNAVAILABLE],
    ['that are two of one name', () => json({ keys: [provider.signer.jwk, createSigner('RS256', 'first').jwk] }), REFUSED],
    ['that are for encryption', () => json({ keys: [{ ...provider.signer.jwk, use: 'enc' }] }), REFUSED],
    ['that are for another algorithm', () => json({ keys: [{ ...provider.signer.jwk, alg: 'RS512' }] }), REFUSED],
    ['that are symmetric', () => json({ keys: [{ kty: 'oct', k: 'AAAA', kid: 'first', alg: 'RS256' }] }), REFUSED],
  ])('%s are not used', async (_name, answer, expected) => {
    provider.answers.keys = answer();
    await expect(signInAtOne()).rejects.toMatchObject(expected);
  });

  it('that are too short are not used', async () => {
    const short = createSigner('RS256', 'short', 1024);
    provider.answers.keys = json({ keys: [short.jwk] });
    await expect(signInAtOne({ sign: short.sign })).rejects.toMatchObject(REFUSED);
  });

  it('need no name when there is one, and do when there are several', async () => {
    const nameless = { sign: (claims: object) => provider.signer.sign(claims, { kid: undefined }) };
    expect((await signInAtOne(nameless)).session).not.toBe('');
    provider.answers.keys = json({ keys: [provider.signer.jwk, createSigner('RS256', 'second').jwk] });
    ahead = 600;
    await expect(signInAtOne({ ...nameless, ...inTime() })).rejects.toMatchObject(REFUSED);
  });

  it.each(['RS256', 'PS256', 'ES256'] as const)('sign by %s', async (algorithm) => {
    const signer = createSigner(algorithm, 'signer');
    provider.answers.keys = json({ keys: [signer.jwk] });
    expect((await signInAtOne({ sign: signer.sign })).session).not.toBe('');
  });
});

describe('a provider that stops', () => {
  it('leaves the others and the list of issuers working', async () => {
    await begin(running.identity, 'one');
    await provider.stop();
    ahead = 25 * HOUR;
    await expect(begin(running.identity, 'one')).rejects.toMatchObject(UNAVAILABLE);
    expect((await running.identity.listIssuers({}, LIMIT)).issuers).toMatchObject([{ id: 'one', origin: provider.issuer }]);
    provider = await startScriptedProvider();
  });
});
