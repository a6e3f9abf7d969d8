import { createHash, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import jose from 'node-jose';
import {
  type GrantKeyPair,
  type GrantKeys,
  type GrantSigningKey,
  generateGrantKey,
  readGrantSigningKeys,
  readGrantVerificationKeys,
} from './grant-keys.ts';
import { signGrant, verifyGrant } from './release-grant.ts';

const NOW = 1_800_000_000;
const CAPSULE = createHash('sha256').update('capsule').digest('base64url');
const CLAIMS = { subject: 'ada@example.org', capsuleHash: CAPSULE, issuedAt: NOW, expiresAt: NOW + 60 };
const EXPECTED = { capsuleHash: CAPSULE, now: NOW };
const REFUSED = { code: 'keyrelease.grant_refused' };

let pair: GrantKeyPair;
let signingKey: GrantSigningKey;
let keys: GrantKeys;

beforeAll(() => {
  pair = generateGrantKey();
  [signingKey] = readGrantSigningKeys(pair.privateKeys);
  keys = readGrantVerificationKeys(pair.publicKeys);
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

/** A grant signed by the right key, but with a header and claims of the test's choice. */
async function forged(header: Record<string, unknown>, claims: Record<string, unknown>): Promise<string> {
  const honest = signGrant(CLAIMS, signingKey);
  const [honestHeader, honestClaims] = honest.split('.').map((part, index) => (index < 2 ? decode(part) : undefined));
  const [key] = JSON.parse(pair.privateKeys).keys;
  const signed: unknown = await jose.JWS.createSign(
    { format: 'compact', fields: { ...honestHeader, ...header } },
    await jose.JWK.asKey(key),
  )
    .update(JSON.stringify({ ...honestClaims, ...claims }))
    .final();
  return String(signed);
}

describe('a release grant', () => {
  it('names its subject to key-release', async () => {
    expect(await verifyGrant(signGrant(CLAIMS, signingKey), keys, EXPECTED)).toEqual({ subject: 'ada@example.org' });
  });

  it('can be verified by another JOSE library, and made by one', async () => {
    const [key] = JSON.parse(pair.publicKeys).keys;
    const verifying = jose.JWS.createVerify(await jose.JWK.asKey(key), { algorithms: ['ES256'] });
    const { payload } = await verifying.verify(signGrant(CLAIMS, signingKey));
    expect(JSON.parse(payload.toString())).toMatchObject({ iss: 'identity', aud: 'key-release', sub: 'ada@example.org' });
    expect(await verifyGrant(await forged({}, {}), keys, EXPECTED)).toEqual({ subject: 'ada@example.org' });
  });

  it('is new each time, even for the same claims', async () => {
    expect(signGrant(CLAIMS, signingKey)).not.toBe(signGrant(CLAIMS, signingKey));
  });

  it('is good from a minute before it was made to a minute after it expires, and not longer', async () => {
    const grant = signGrant(CLAIMS, signingKey);
    for (const now of [NOW - 60, NOW + 119])
      expect(await verifyGrant(grant, keys, { ...EXPECTED, now })).toEqual({ subject: 'ada@example.org' });
    for (const now of [NOW - 61, NOW + 120])
      await expect(verifyGrant(grant, keys, { ...EXPECTED, now })).rejects.toMatchObject(REFUSED);
  });

  it('is refused for another capsule', async () => {
    const other = createHash('sha256').update('other').digest('base64url');
    await expect(verifyGrant(signGrant(CLAIMS, signingKey), keys, { ...EXPECTED, capsuleHash: other })).rejects.toMatchObject(
      REFUSED,
    );
  });

  it('is refused by a key that is not known', async () => {
    const [stranger] = readGrantSigningKeys(generateGrantKey().privateKeys);
    await expect(verifyGrant(signGrant(CLAIMS, stranger), keys, EXPECTED)).rejects.toMatchObject(REFUSED);
    const disguised = signGrant(CLAIMS, { ...stranger, id: signingKey.id });
    await expect(verifyGrant(disguised, keys, EXPECTED)).rejects.toMatchObject(REFUSED);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of another type', { typ: 'JWT' }, {}],
    ['with a critical extension', { crit: ['exp'] }, {}],
    ['with a key of its own', { jwk: { kty: 'EC' } }, {}],
    ['with a link to a key', { jku: 'https://example.org/keys' }, {}],
    ['for another audience', {}, { aud: 'rendering' }],
    ['for two audiences', {}, { aud: ['key-release', 'rendering'] }],
    ['by another issuer', {}, { iss: 'gateway' }],
    ['that lasts longer than a minute', {}, { exp: NOW + 61 }],
    ['that expires before it is made', {}, { exp: NOW - 1 }],
    ['whose times are strings', {}, { iat: String(NOW) }],
    ['without a subject', {}, { sub: '' }],
    ['with a claim that nobody knows', {}, { scope: 'all' }],
  ])('is refused %s', async (_what, header, claims) => {
    await expect(verifyGrant(await forged(header, claims), keys, EXPECTED)).rejects.toMatchObject(REFUSED);
  });

  it('is refused unsigned, and signed with the public key as a shared secret', async () => {
    const [, claims = ''] = signGrant(CLAIMS, signingKey).split('.');
    const header = { typ: 'postern-grant+jwt', kid: signingKey.id };
    const unsigned = `${encode({ ...header, alg: 'none' })}.${claims}.`;
    const input = `${encode({ ...header, alg: 'HS256' })}.${claims}`;
    const confused = `${input}.${createHmac('sha256', pair.publicKeys).update(input).digest('base64url')}`;
    for (const grant of [unsigned, confused]) await expect(verifyGrant(grant, keys, EXPECTED)).rejects.toMatchObject(REFUSED);
  });

  it('is refused when one character of it is changed', async () => {
    const grant = signGrant(CLAIMS, signingKey);
    for (let at = 0; at < grant.length; at += 7) {
      const changed = grant.slice(0, at) + (grant[at] === 'A' ? 'B' : 'A') + grant.slice(at + 1);
      await expect(verifyGrant(changed, keys, EXPECTED)).rejects.toMatchObject(REFUSED);
    }
  });

  it.each(['', '.', '..', '...', 'a.b.c', 'x'.repeat(100_000), '.'.repeat(100_000)])(
    'is refused when it is no grant at all',
    async (text) => {
      await expect(verifyGrant(text, keys, EXPECTED)).rejects.toMatchObject(REFUSED);
    },
  );

  it('cannot be made for longer than a minute', async () => {
    expect(() => signGrant({ ...CLAIMS, expiresAt: NOW + 61 }, signingKey)).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});

describe('the keys of grants', () => {
  it('rotate: the first signs, all verify', async () => {
    const next = generateGrantKey();
    const both = (field: keyof GrantKeyPair) =>
      JSON.stringify({ keys: [next, pair].flatMap((each) => JSON.parse(each[field]).keys) });
    const [first, second] = readGrantSigningKeys(both('privateKeys'));
    const verifying = readGrantVerificationKeys(both('publicKeys'));
    expect(second?.id).toBe(signingKey.id);
    for (const key of [first, signingKey])
      expect(await verifyGrant(signGrant(CLAIMS, key), verifying, EXPECTED)).toEqual({ subject: 'ada@example.org' });
  });

  it('are refused private where they must be public, and the other way round', async () => {
    expect(() => readGrantVerificationKeys(pair.privateKeys)).toThrow('without d');
    expect(() => readGrantSigningKeys(pair.publicKeys)).toThrow('private');
  });

  it.each(['', '{}', '{"keys":[]}', '{"keys":[{"kty":"oct","k":"AAAA","kid":"a"}]}'])('are refused as %j', async (json) => {
    expect(() => readGrantVerificationKeys(json)).toThrow('grant keys');
  });

  it('are refused twice under one name, and off the curve', async () => {
    const [key] = JSON.parse(pair.publicKeys).keys;
    expect(() => readGrantVerificationKeys(JSON.stringify({ keys: [key, key] }))).toThrow('id of an earlier one');
    const off = { ...key, x: key.y, y: key.x };
    expect(() => readGrantVerificationKeys(JSON.stringify({ keys: [off] }))).toThrow('not a valid P-256 key');
    const [privateKey] = JSON.parse(pair.privateKeys).keys;
    const [stranger] = JSON.parse(generateGrantKey().privateKeys).keys;
    const mixed = { ...privateKey, d: stranger.d };
    expect(() => readGrantSigningKeys(JSON.stringify({ keys: [mixed] }))).toThrow('not a valid P-256 key');
  });
});
