import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { ConfigError, type Environment, SettingsReader } from '@postern/config';
import { type OtpConfig, readOtpConfig } from './config.ts';

const directory = mkdtempSync(join(tmpdir(), 'postern-otp-config-'));
function file(name: string, contents: string): string {
  writeFileSync(join(directory, name), contents);
  return join(directory, name);
}

const password = file('password', 'hunter2\n');
const good: Environment = {
  POSTERN_OTP_STORE: 'memory:',
  POSTERN_OTP_HASH_KEY_FILE: file('hash.key', Buffer.alloc(32, 7).toString('base64url')),
  POSTERN_OTP_SMTP_URL: 'smtp://relay.example',
  POSTERN_OTP_MAIL_FROM: 'Postern <no-reply@portal.example>',
  POSTERN_OTP_PORTAL_HOST: 'read.portal.example',
};
const dkim = {
  POSTERN_OTP_DKIM_DOMAIN: 'portal.example',
  POSTERN_OTP_DKIM_SELECTOR: 'codes.2026',
  POSTERN_OTP_DKIM_KEY_FILE: file(
    'dkim.pem',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ),
};
let ca: string;
beforeAll(async () => {
  ca = file('ca.crt', (await createAuthority(60_000)).caPem);
});

function read(changes: Environment): OtpConfig {
  const settings = new SettingsReader({ ...good, ...changes });
  const config = readOtpConfig(settings);
  settings.finish('POSTERN_OTP_');
  return config;
}

function mistakes(changes: Environment): readonly string[] {
  try {
    read(changes);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.mistakes;
    throw thrown;
  }
}

describe('the settings of otp', () => {
  it.each([
    ['redis://user@redis.example:6380/3', { topology: 'single', isSecure: false, database: 3, username: 'user' }],
    ['rediss+cluster://redis.example?node=a:1&node=[::1]:2', { topology: 'cluster', isSecure: true }],
    [
      'redis+sentinel://redis.example/codes',
      { topology: 'sentinel', group: 'codes', nodes: [{ host: 'redis.example', port: 26_379 }] },
    ],
  ])('know %s', (url, address) => {
    expect(read({ POSTERN_OTP_STORE: url }).store).toMatchObject({ address });
  });

  it.each([
    'redis://',
    'redis://redis.example/x',
    'redis://redis.example/0/1',
    'redis://redis.example?node=a:1',
    'redis://redis.example?tls=false',
    'redis+cluster://redis.example/1',
    'redis+cluster://redis.example?node=a:70000',
    'redis+sentinel://redis.example',
    'http://redis.example',
  ])('refuse %s for a store', (url) => {
    expect(mistakes({ POSTERN_OTP_STORE: url })).toEqual([expect.stringMatching(/^POSTERN_OTP_STORE: /)]);
  });

  it('take passwords and authorities from files, and print none', () => {
    const config = read({
      POSTERN_OTP_STORE: 'rediss+sentinel://redis.example/codes',
      POSTERN_OTP_STORE_PASSWORD_FILE: password,
      POSTERN_OTP_STORE_SENTINEL_PASSWORD_FILE: password,
      POSTERN_OTP_STORE_CA_FILE: ca,
      POSTERN_OTP_SMTP_URL: 'smtps://postern@relay.example',
      POSTERN_OTP_SMTP_PASSWORD_FILE: password,
      POSTERN_OTP_SMTP_CA_FILE: ca,
      ...dkim,
    });
    expect(config.relay.password?.reveal().toString()).toBe('hunter2');
    expect(config.relay.dkim).toMatchObject({ domain: 'portal.example', selector: 'codes.2026' });
    expect(inspect(config, { depth: 10 })).not.toMatch(/hunter2|PRIVATE KEY/);
  });

  it.each<[string, Environment, string]>([
    [
      'a password for a store in memory',
      { POSTERN_OTP_STORE_PASSWORD_FILE: password },
      'POSTERN_OTP_STORE_PASSWORD_FILE: is of no use',
    ],
    [
      'two passwords for a store',
      { POSTERN_OTP_STORE: 'redis://:hunter2@r.example', POSTERN_OTP_STORE_PASSWORD_FILE: password },
      'POSTERN_OTP_STORE_PASSWORD_FILE: is of no use',
    ],
    [
      'a sentinel’s password without one',
      { POSTERN_OTP_STORE: 'redis://r.example', POSTERN_OTP_STORE_SENTINEL_PASSWORD_FILE: password },
      'POSTERN_OTP_STORE_SENTINEL_PASSWORD_FILE: is of no use',
    ],
    [
      'an authority for a store without TLS',
      { POSTERN_OTP_STORE: 'redis://r.example', POSTERN_OTP_STORE_CA_FILE: password },
      'POSTERN_OTP_STORE_CA_FILE: is of no use',
    ],
    ['a password without a user', { POSTERN_OTP_SMTP_PASSWORD_FILE: password }, 'POSTERN_OTP_SMTP_PASSWORD_FILE: is of no use'],
    [
      'a user without a password',
      { POSTERN_OTP_SMTP_URL: 'smtp://user@relay.example' },
      'POSTERN_OTP_SMTP_URL: has a user and no password',
    ],
    ['no certificate', { POSTERN_OTP_SMTP_CA_FILE: password }, 'POSTERN_OTP_SMTP_CA_FILE: names a file without a certificate'],
    [
      'a password file that is none',
      { POSTERN_OTP_SMTP_URL: 'smtp://u@r.example', POSTERN_OTP_SMTP_PASSWORD_FILE: directory },
      'POSTERN_OTP_SMTP_PASSWORD_FILE: names a file that cannot be read',
    ],
    ['half of what signing needs', { POSTERN_OTP_DKIM_DOMAIN: 'portal.example' }, 'POSTERN_OTP_DKIM_SELECTOR: must be'],
    ['a selector that is no name', { ...dkim, POSTERN_OTP_DKIM_SELECTOR: 'a; b=c' }, 'POSTERN_OTP_DKIM_SELECTOR: must be a name'],
    [
      'a signing key that is none',
      { ...dkim, POSTERN_OTP_DKIM_KEY_FILE: password },
      'POSTERN_OTP_DKIM_KEY_FILE: must name a file with a private RSA key',
    ],
  ])('refuse %s', (_what, changes, mistake) => {
    const told = mistakes(changes).join('\n');
    expect(told).toContain(mistake);
    expect(told).not.toContain('hunter2');
  });

  it.each([
    ['smtp://relay.example', { port: 587, tls: 'offered' }],
    ['smtp://relay.example:25?requireTLS=true', { port: 25, tls: 'required' }],
    ['smtp://user:password@relay.example', { tls: 'required' }],
    ['smtp://user:password@127.0.0.1', { tls: 'offered' }],
    ['smtps://relay.example', { port: 465, tls: 'implicit' }],
  ])('speak to %s as one expects', (url, address) => {
    expect(read({ POSTERN_OTP_SMTP_URL: url }).relay.address).toMatchObject(address);
  });

  it.each([
    'smtp://',
    'smtp://relay.example/path',
    'smtp://relay.example?tls.rejectUnauthorized=false',
    'smtp://relay.example?requireTLS=maybe',
  ])('refuse %s for a relay', (url) => {
    expect(mistakes({ POSTERN_OTP_SMTP_URL: url })).toEqual([expect.stringMatching(/^POSTERN_OTP_SMTP_URL: /)]);
  });
});
