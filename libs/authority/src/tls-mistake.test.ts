import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from './authority.ts';
import type { TlsMaterial } from './tls-material.ts';
import { tlsMistake } from './tls-mistake.ts';

const HOUR = 3_600_000;
const NAME = 'otp.postern.internal';

let good: TlsMaterial;
let other: TlsMaterial;
beforeAll(async () => {
  const authority = await createAuthority(HOUR);
  [good, other] = [await authority.issue('otp', HOUR), await authority.issue('identity', HOUR)];
});

describe('what a service needs for TLS', () => {
  it('has no mistake when it is its own', () => {
    expect(tlsMistake(good, NAME)).toBeUndefined();
  });

  it.each<[string, () => Partial<TlsMaterial>, string]>([
    ['no authority', () => ({ caPem: '' }), 'ca.crt holds no certificate'],
    ['a key for a certificate', () => ({ certificatePem: good.keyPem }), 'tls.crt holds no certificate'],
    ['a certificate for a key', () => ({ keyPem: good.certificatePem }), 'tls.key holds no private key'],
    ['another key', () => ({ keyPem: other.keyPem }), 'is not the key of'],
    ['the material of another service', () => other, `is not for ${NAME}`],
  ])('is refused with %s', (_what, changes, mistake) => {
    expect(tlsMistake({ ...good, ...changes() }, NAME)).toContain(mistake);
  });
});
