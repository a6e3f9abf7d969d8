import { describe, expect, it } from '@jest/globals';
import { createAuthority } from './authority.ts';
import { parseCertificates } from './parse-certificates.ts';

describe('certificates in PEM', () => {
  it('are taken, one or several, without what stands between them', async () => {
    const [one, other] = [(await createAuthority(60_000)).caPem, (await createAuthority(60_000)).caPem];
    expect(parseCertificates(`# ours\n${one}\n# theirs\n${other}\n`)).toBe(`${one.trim()}\n${other.trim()}`);
  });

  it.each([
    ['', 'without a certificate'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'without a certificate'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'certificate 1 cannot be read'],
  ])('are refused as %j', (pem, reason) => {
    expect(() => parseCertificates(pem)).toThrow(reason);
  });
});
