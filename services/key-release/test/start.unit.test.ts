// What stops the start, as an operator sees it: the real process, its exit code
// and what it says.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { generateCapsuleKeys, generateSenderKey } from '@postern/envelope';
import { generateGrantKey } from '@postern/tokens';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const CONFIGURATION_ERROR = 78;
const directory = mkdtempSync(join(tmpdir(), 'postern-start-'));
const path = (name: string) => join(directory, name);

let secret: string;
beforeAll(async () => {
  const capsuleKeys = await generateCapsuleKeys();
  secret = JSON.parse(capsuleKeys.privateKeys).keys[0].d;
  const tls = await (await createAuthority(3_600_000)).issue('key-release', 3_600_000);
  mkdirSync(path('tls'));
  const files: Readonly<Record<string, string>> = {
    'tls/ca.crt': tls.caPem,
    'tls/tls.crt': tls.certificatePem,
    'tls/tls.key': tls.keyPem,
    'capsule-keys.json': capsuleKeys.privateKeys,
    'senders.json': (await generateSenderKey({ id: 'clinic', displayName: 'Clinic' })).registry,
    'grant-keys.json': generateGrantKey().publicKeys,
    'open.json': capsuleKeys.privateKeys,
    'empty.json': '',
    'no-keys.json': '{"keys":[]}',
    'broken.json': capsuleKeys.privateKeys.slice(0, -20),
    'other-curve.json': capsuleKeys.privateKeys.replace('P-256', 'P-384'),
  };
  for (const [name, contents] of Object.entries(files)) writeFileSync(path(name), contents, { mode: 0o600 });
  chmodSync(path('open.json'), 0o644);
});
afterAll(() => rmSync(directory, { recursive: true }));

function start(settings: Readonly<Record<string, string>>, ...args: string[]) {
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: {
      PATH,
      POSTERN_TLS_DIR: path('tls'),
      POSTERN_OPS_LISTEN: '127.0.0.1:0',
      POSTERN_KEY_RELEASE_LISTEN: '127.0.0.1:0',
      POSTERN_KEY_RELEASE_CAPSULE_KEYS: pathToFileURL(path('capsule-keys.json')).href,
      POSTERN_KEY_RELEASE_SENDERS_FILE: path('senders.json'),
      POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: path('grant-keys.json'),
      POSTERN_KEY_RELEASE_REVOCATIONS: 'memory:',
      ...settings,
    },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: status, out: stdout, err: stderr };
}

const keysAt = (name: string) => ({ POSTERN_KEY_RELEASE_CAPSULE_KEYS: pathToFileURL(path(name)).href });

describe('key-release does not start', () => {
  it.each<[string, () => Readonly<Record<string, string>>, string]>([
    ['without a key store', () => keysAt('missing.json'), 'CAPSULE_KEYS: capsule keys: the file cannot be read (ENOENT)'],
    ['with a directory for one', () => keysAt('tls'), 'CAPSULE_KEYS: capsule keys: the file cannot be read (EISDIR)'],
    ['with an empty one', () => keysAt('empty.json'), 'CAPSULE_KEYS: capsule keys: not JSON'],
    ['with one that has no key', () => keysAt('no-keys.json'), 'CAPSULE_KEYS: capsule keys: wrong at keys (too_small)'],
    ['with one that is cut off', () => keysAt('broken.json'), 'CAPSULE_KEYS: capsule keys: not JSON'],
    ['with a key on another curve', () => keysAt('other-curve.json'), 'CAPSULE_KEYS: capsule keys: wrong at keys.0.crv'],
    [
      'with one that everybody can read',
      () => keysAt('open.json'),
      'CAPSULE_KEYS: capsule keys: the file can be read or changed by others',
    ],
    [
      'with a module that is not there',
      () => ({ POSTERN_KEY_RELEASE_CAPSULE_KEYS: 'pkcs11:token=x?module-path=/nowhere/module.so&pin-source=file:/nowhere/pin' }),
      'CAPSULE_KEYS: ',
    ],
    [
      'with a plug-in at no place that there could be',
      () => ({ POSTERN_KEY_RELEASE_CAPSULE_KEYS: 'kms+unix:///tmp?x=1' }),
      'CAPSULE_KEYS: the URL of a key plug-in has neither user, query nor fragment',
    ],
    [
      'with Vault and no token',
      () => ({ POSTERN_KEY_RELEASE_CAPSULE_KEYS: 'transit://vault.invalid/transit/keys/k?file=/nowhere' }),
      'TRANSIT_TOKEN_FILE: ',
    ],
    [
      'without senders',
      () => ({ POSTERN_KEY_RELEASE_SENDERS_FILE: path('no-keys.json') }),
      'SENDERS_FILE: sender registry: wrong at',
    ],
    [
      'with private grant keys',
      () => ({ POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: path('capsule-keys.json') }),
      'GRANT_KEYS_FILE: grant keys',
    ],
    [
      'with a custody that nobody knows',
      () => ({ POSTERN_KEY_RELEASE_CAPSULE_KEYS: 'https://keys.example' }),
      'CAPSULE_KEYS: must be a URL',
    ],
  ])('%s, and says so in one line', (_what, settings, sentence) => {
    const { code, out, err } = start(settings());
    expect({ code, out }).toEqual({ code: CONFIGURATION_ERROR, out: '' });
    expect(err.trim().split('\n')).toEqual([
      'configuration: 1 mistake',
      expect.stringContaining(`  POSTERN_KEY_RELEASE_${sentence}`),
    ]);
    expect(err).not.toContain(secret);
  });

  it('tells of every mistake at once', () => {
    const { err } = start(
      { POSTERN_KEY_RELEASE_SENDERS_FILE: path('empty.json'), POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: path('empty.json') },
      '--check-config',
    );
    expect(err).toContain('2 mistakes');
  });
});

it('finds nothing wrong with good settings', () => {
  expect(start({}, '--check-config')).toMatchObject({ code: 0, out: 'configuration: ok\n' });
});
