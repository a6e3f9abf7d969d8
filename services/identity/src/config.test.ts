import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SettingsReader } from '@postern/config';
import { generateGrantKey } from '@postern/tokens';
import { readIdentityConfig } from './config.ts';

let directory: string;
const file = (name: string) => join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-identity-'));
  const { privateKeys, publicKeys } = generateGrantKey();
  writeFileSync(file('grant-keys'), privateKeys);
  writeFileSync(file('public-keys'), publicKeys);
  writeFileSync(file('swapped-keys'), privateKeys.replace('"x"', '"_"').replace('"y"', '"x"').replace('"_"', '"y"'));
  writeFileSync(file('token-keys'), Buffer.alloc(32, 1).toString('base64url'));
  writeFileSync(file('none'), '[]');
  writeFileSync(file('wrong'), '[{"kind":"google","id":"G","displayName":"G","clientId":"x"}]');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function read(own: Record<string, string>) {
  const settings = new SettingsReader({
    POSTERN_IDENTITY_GRANT_KEYS_FILE: file('grant-keys'),
    POSTERN_IDENTITY_TOKEN_KEY_FILE: file('token-keys'),
    ...own,
  });
  const config = readIdentityConfig(settings);
  settings.finish('POSTERN_IDENTITY_');
  return config;
}

describe('the settings of identity', () => {
  it.each([
    ['that is not JSON', 'token-keys', 'not JSON'],
    ['without keys', 'none', 'wrong at'],
    ['with public keys', 'public-keys', 'wrong at keys.0.d'],
    ['whose points are not on the curve', 'swapped-keys', 'key 1 is not a valid P-256 key'],
  ])('refuse a grant key file %s, and quote nothing of it', (_what, name, reason) => {
    expect(() => read({ POSTERN_IDENTITY_GRANT_KEYS_FILE: file(name) })).toThrow(
      new RegExp(
        `^configuration: 1 mistake\n  POSTERN_IDENTITY_GRANT_KEYS_FILE: grant keys.*${reason.replaceAll('.', '[.]')}[^"]*$`,
      ),
    );
  });

  it('need no identity provider', () => expect(read({})).toMatchObject({ issuers: [], portalOrigin: '' }));

  it.each(['https://read.portal.example', 'https://read.portal.example/', 'http://localhost:8080'])(
    'take %s for the portal',
    (url) =>
      expect(read({ POSTERN_IDENTITY_PORTAL_URL: url, POSTERN_IDENTITY_ISSUERS_FILE: file('none') }).portalOrigin).toBe(
        new URL(url).origin,
      ),
  );

  it.each<[string, Record<string, string>, RegExp]>([
    ['providers without a portal', { POSTERN_IDENTITY_ISSUERS_FILE: 'none' }, /PORTAL_URL: must be a URL.*\(it is not set\)/],
    ['a portal with a path', { POSTERN_IDENTITY_PORTAL_URL: 'https://portal.example/read' }, /PORTAL_URL: must not have a path/],
    ['a portal in the clear', { POSTERN_IDENTITY_PORTAL_URL: 'http://portal.example' }, /PORTAL_URL: must start with https:/],
    ['a file that is not there', { POSTERN_IDENTITY_ISSUERS_FILE: 'nowhere' }, /ISSUERS_FILE: names a file that cannot be read/],
    ['a mistake in the file', { POSTERN_IDENTITY_ISSUERS_FILE: 'wrong' }, /ISSUERS_FILE: \[0\]\.id must be 1 to 63 of/],
  ])('refuse %s', (_name, own, sentence) => {
    const issuers = own['POSTERN_IDENTITY_ISSUERS_FILE'];
    expect(() => read({ ...own, ...(issuers ? { POSTERN_IDENTITY_ISSUERS_FILE: file(issuers) } : {}) })).toThrow(sentence);
  });
});
