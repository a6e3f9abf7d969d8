import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jose from 'node-jose';
import { toPrivateKey, toPublicKey } from './p256.ts';
import { thumbprint } from './thumbprint.ts';

const jwk = () => {
  const { x = '', y = '', d = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return { x, y, d };
};

describe('a key', () => {
  it('is imported whole', () => {
    const key = jwk();
    expect(toPublicKey(key).export({ format: 'jwk' })).toMatchObject({ x: key.x, y: key.y });
    expect(toPrivateKey(key).export({ format: 'jwk' })).toMatchObject(key);
  });

  it('is refused off the curve, and with the private half of another', () => {
    const [key, other] = [jwk(), jwk()];
    expect(() => toPublicKey({ x: key.y, y: key.x })).toThrow();
    expect(() => toPrivateKey({ ...key, d: other.d })).toThrow('not that of the public one');
    for (const d of ['A'.repeat(43), '_'.repeat(43)]) expect(() => toPrivateKey({ ...key, d })).toThrow();
  });

  it('has the thumbprint that node-jose gives it', async () => {
    const { x, y } = jwk();
    const theirs = await (await jose.JWK.asKey({ kty: 'EC', crv: 'P-256', x, y })).thumbprint();
    expect(thumbprint({ x, y })).toBe(Buffer.from(theirs).toString('base64url'));
    expect(thumbprint({ x, y })).toHaveLength(createHash('sha256').digest('base64url').length);
  });
});
