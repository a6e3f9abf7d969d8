import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { verifyEs256 } from './es256.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const byNodeCrypto = (signingInput: Buffer, signature: Buffer) =>
  verify('sha256', signingInput, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);

describe('an ES256 signature', () => {
  it('verifies whatever its numbers begin with, as node:crypto says', () => {
    for (let i = 0; i < 2_000; i++) {
      const signingInput = randomBytes(20);
      const signature = sign('sha256', signingInput, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verifyEs256({ signingInput, signature }, publicKey)).toBe(true);
    }
  });

  it.each<[string, (signature: Buffer) => Buffer]>([
    ['of zeros', () => Buffer.alloc(64)],
    ['whose R is zero', (signature) => Buffer.concat([Buffer.alloc(32), signature.subarray(32)])],
    ['whose S is zero', (signature) => Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)])],
    ['beyond the order of the curve', () => Buffer.alloc(64, 0xff)],
    ['with its numbers exchanged', (signature) => Buffer.concat([signature.subarray(32), signature.subarray(0, 32)])],
    ['with another bit', (signature) => Buffer.from(signature.map((byte, at) => (at === 63 ? byte ^ 1 : byte)))],
    ['that is short', (signature) => signature.subarray(0, 63)],
    ['that is long', (signature) => Buffer.concat([signature, Buffer.of(0)])],
    ['that is empty', () => Buffer.alloc(0)],
  ])('%s does not', (_what, change) => {
    const signingInput = randomBytes(20);
    const signature = change(sign('sha256', signingInput, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
    expect(verifyEs256({ signingInput, signature }, publicKey)).toBe(false);
    expect(byNodeCrypto(signingInput, signature)).toBe(false);
  });

  it('agrees with node:crypto on altered ones', () => {
    const signingInput = randomBytes(20);
    const signature = sign('sha256', signingInput, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    for (let at = 0; at < 64; at++) {
      const altered = Buffer.from(signature);
      altered[at] = 0;
      expect(verifyEs256({ signingInput, signature: altered }, publicKey)).toBe(byNodeCrypto(signingInput, altered));
    }
  });
});
