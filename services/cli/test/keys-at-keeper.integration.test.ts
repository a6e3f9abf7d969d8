// Rotation at a real module: SoftHSM, in a process of its own, as the command is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSoftHsm, type SoftHsm } from '@postern/dev-services';
import { readCapsulePublicKey } from '@postern/envelope';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PIN = '135792468';
const directory = mkdtempSync(join(tmpdir(), 'postern-keeper-'));

let softHsm: SoftHsm;
let url: string;

beforeAll(async () => {
  softHsm = await createSoftHsm();
  await softHsm.createToken({ label: 'postern', pin: PIN });
  const pinFile = join(directory, 'pin');
  writeFileSync(pinFile, PIN, { mode: 0o600 });
  url = `pkcs11:token=postern?module-path=${softHsm.modulePath}&pin-source=file:${pinFile}`;
});
afterAll(async () => {
  await softHsm.stop();
  rmSync(directory, { recursive: true });
});

function keys(...args: string[]) {
  const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'keys', ...args],
    {
      env: { ...env, SOFTHSM2_CONF: softHsm.configuration },
      encoding: 'utf8',
    },
  );
  return { code: status, out: stdout, err: stderr };
}

describe('postern keys at a token', () => {
  it('rotates: a new pair is made there, its public half is for senders, and both are listed', async () => {
    const ids: string[] = [];
    for (const round of [1, 2]) {
      const { code, out } = keys('rotate', 'capsule', '--at', url);
      expect(code).toBe(0);
      expect((await readCapsulePublicKey(out)).kid).toHaveLength(43);
      expect(out).not.toContain('"d"');
      ids.push(JSON.parse(out).kid);
      const listed = keys('list', '--json', '--at', url).out.trim().split('\n');
      expect(listed.map((line) => JSON.parse(line).id).sort()).toEqual([...ids].sort());
      expect(listed).toHaveLength(round);
    }
  });

  it('says in a sentence what is wrong, without the PIN', () => {
    const wrong = url.replace('token=postern', 'token=other');
    const { code, err } = keys('list', '--at', wrong);
    expect(code).toBe(66);
    expect(err).toMatch(/^postern: pkcs11: .+\n$/);
    expect(err).not.toContain(PIN);
  });

  it.each([
    ['list', '--at', 'https://keys.example'],
    ['rotate', 'sender', '--at', 'pkcs11:token=x'],
    ['rotate', 'capsule', '--at', 'kms+unix:///run/kms.sock'],
    ['rotate', 'capsule', '--at', 'transit://vault.invalid/transit/keys/k?file=/nowhere'],
  ])('%s %s %s is not a thing that can be done', (...args) => {
    expect(keys(...args)).toMatchObject({ code: 64, out: '' });
  });
});
