// Rotation, as an operator does it, on a directory whose files a running
// key-release would read again.
import {
  chownSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateGrantKey, MAX_GRANT_KEYS, readGrantSigningKeys, readGrantVerificationKeys } from '@postern/tokens';
import { postern } from './run-in-process.ts';

const root = mkdtempSync(join(tmpdir(), 'postern-rotation-'));
const MAIL = 'From: ada@sender.example\r\nTo: bob@example.org\r\n\r\nHello\r\n';

let keys: string;
let pristine: string | undefined;
let count = 0;

function file(name: string, contents: string): string {
  const path = join(root, name);
  writeFileSync(path, contents, 'latin1');
  return path;
}

const rotate = (which: string) => postern('keys', 'rotate', which, '--dir', keys);
const retire = (id: string) => postern('keys', 'retire', id, '--dir', keys);
const list = async () =>
  (await postern('keys', 'list', '--json', '--dir', keys)).out
    .trim()
    .split('\n')
    .map((line): { which: string; id: string; isCurrent: boolean; sender?: string } => JSON.parse(line));
const seal = async () => (await postern('seal', file('mail.eml', MAIL), '--keys', keys)).out;
const verify = (eml: string) =>
  postern(
    'verify',
    file('sealed.eml', eml),
    '--senders',
    join(keys, 'senders.json'),
    '--capsule-keys',
    join(keys, 'capsule-keys.json'),
  );

beforeEach(async () => {
  keys = join(root, String(count++));
  if (pristine === undefined) {
    pristine = join(root, 'pristine');
    await postern('keys', 'init', '--dir', pristine);
    const grant = generateGrantKey();
    writeFileSync(join(pristine, 'grant-keys.json'), grant.privateKeys, { mode: 0o600 });
    writeFileSync(join(pristine, 'grant-public-keys.json'), grant.publicKeys);
  }
  cpSync(pristine, keys, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('postern keys rotate', () => {
  it.each(['capsule', 'sender', 'grant'])('puts a new %s key into use and keeps the old one', async (which) => {
    const before = (await list()).filter((key) => key.which === which);
    const { code, out } = await rotate(which);
    expect(code).toBe(0);
    expect((await list()).filter((key) => key.which === which)).toEqual([
      expect.objectContaining({ id: out.trim(), isCurrent: true }),
      expect.objectContaining({ id: before[0]?.id, isCurrent: false }),
    ]);
  });

  it('leaves what was sealed before readable, and what is sealed after', async () => {
    const before = await seal();
    for (const which of ['capsule', 'sender']) expect((await rotate(which)).code).toBe(0);
    for (const sealed of [before, await seal()]) expect(await verify(sealed)).toMatchObject({ code: 0 });
  });

  it('keeps private files private, and what a file says beside its keys', async () => {
    const registry = JSON.parse(readFileSync(join(keys, 'senders.json'), 'utf8'));
    registry.senders[0].limits = { recipients: 20 };
    writeFileSync(join(keys, 'senders.json'), JSON.stringify(registry));
    for (const which of ['capsule', 'sender', 'grant']) await rotate(which);
    const modes = ['capsule-keys.json', 'sender-key.json', 'grant-keys.json'].map(
      (name) => statSync(join(keys, name)).mode & 0o777,
    );
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(readFileSync(join(keys, 'senders.json'), 'utf8')).toContain('"recipients": 20');
    for (const name of ['senders.json', 'capsule-public-key.json', 'grant-public-keys.json'])
      expect(readFileSync(join(keys, name), 'utf8')).not.toContain('"d"');
  });

  it('leaves a file to its owner: key-release must be able to read it, whoever rotates', async () => {
    const path = join(keys, 'capsule-keys.json');
    // Only the superuser can give a file away; for others there is one owner.
    const owner = process.getuid?.() === 0 ? 12_345 : statSync(path).uid;
    chownSync(path, owner, statSync(path).gid);
    expect((await rotate('capsule')).code).toBe(0);
    expect(statSync(path)).toMatchObject({ uid: owner, mode: 0o100600 });
  });

  it('changes the file behind a symbolic link, which is the one that is read elsewhere', async () => {
    const path = join(keys, 'capsule-keys.json');
    const elsewhere = join(keys, 'elsewhere.json');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    const { out } = await rotate('capsule');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toContain(out.trim());
  });

  it('says what a rotation that was cut off left behind, and leaves it there', async () => {
    const left = join(keys, 'capsule-keys.json.next');
    writeFileSync(left, 'a key, perhaps');
    expect(await rotate('capsule')).toMatchObject({ code: 73, err: expect.stringContaining(`delete ${left}`) });
    expect(readFileSync(left, 'utf8')).toBe('a key, perhaps');
  });

  it.each([
    ['nothing that there is', 'token', 64],
    ['a property that every object has', 'constructor', 64],
  ])('refuses %s', async (_what, which, code) => {
    expect(await rotate(which)).toMatchObject({ code, err: expect.stringContaining('capsule, sender or grant') });
  });

  it.each([
    ['capsule', 'capsule-keys.json'],
    ['sender', 'senders.json'],
  ])('refuses a 33rd %s key', async (which, name) => {
    const path = join(keys, name);
    const contents = JSON.parse(readFileSync(path, 'utf8'));
    const holder = contents.senders?.[0] ?? contents;
    holder.keys = Array.from({ length: 32 }, (_, index) => ({ ...holder.keys[0], kid: `k${index}` }));
    writeFileSync(path, JSON.stringify(contents));
    expect(await rotate(which)).toMatchObject({ code: 1, err: expect.stringContaining('there are 32 keys already') });
  });

  it('makes as many grant keys as identity and key-release read, and no more', async () => {
    for (let made = 1; made < MAX_GRANT_KEYS; made++) expect((await rotate('grant')).code).toBe(0);
    expect(await rotate('grant')).toMatchObject({ code: 1, err: expect.stringContaining('retire some first') });
    const [privateKeys, publicKeys] = ['grant-keys.json', 'grant-public-keys.json'].map((name) =>
      readFileSync(join(keys, name), 'utf8'),
    );
    expect(readGrantSigningKeys(privateKeys ?? '')).toHaveLength(MAX_GRANT_KEYS);
    expect(readGrantVerificationKeys(publicKeys ?? '').size).toBe(MAX_GRANT_KEYS);
  });

  it.each(['', '{', '{"keys":[]}', '{"keys":[{"d":"secret-value"}]}'])(
    'says what is wrong with a file that holds %j',
    async (contents) => {
      writeFileSync(join(keys, 'capsule-keys.json'), contents);
      const { code, err } = await rotate('capsule');
      expect(code).toBe(66);
      expect(err).toContain('capsule-keys.json');
      expect(err).not.toContain('secret-value');
    },
  );
});

describe('postern keys retire', () => {
  it.each(['capsule', 'sender'])('makes unreadable what the %s key was for, and nothing else', async (which) => {
    const before = await seal();
    await rotate(which);
    const after = await seal();
    const old = (await list()).find((key) => key.which === which && !key.isCurrent);
    expect(await retire(old?.id ?? '')).toMatchObject({ code: 0 });
    expect(await verify(before)).toMatchObject({ code: 1, err: expect.stringContaining('keyrelease.refused') });
    expect(await verify(after)).toMatchObject({ code: 0 });
  });

  it('takes a grant key out of both files', async () => {
    await rotate('grant');
    const old = (await list()).find(({ which, isCurrent }) => which === 'grant' && !isCurrent);
    expect((await retire(old?.id ?? '')).code).toBe(0);
    for (const name of ['grant-keys.json', 'grant-public-keys.json'])
      expect(readFileSync(join(keys, name), 'utf8')).not.toContain(old?.id);
  });

  it('refuses a key that is in use, and one that is not there', async () => {
    for (const { id } of await list())
      expect(await retire(id)).toMatchObject({ code: 1, err: expect.stringContaining('keys rotate') });
    // One id of 64 begins with a hyphen.
    for (const id of ['unknown', '-hnknown', '--unknown'])
      expect(await retire(id)).toMatchObject({ code: 64, err: expect.stringContaining('no key of that id') });
  });
});

describe('postern keys list', () => {
  it('is made for people too', async () => {
    const { out } = await postern('keys', 'list', '--dir', keys);
    expect(out).toMatch(
      /^capsule [\w-]{43} {2}current\nsender {2}[\w-]{43} {2}current {2}clinic\ngrant {3}[\w-]{43} {2}current\n$/,
    );
  });

  it('says how to make keys where there are none', async () => {
    expect(await postern('keys', 'list', '--dir', join(root, 'nowhere'))).toMatchObject({
      code: 66,
      err: expect.stringContaining('postern keys init'),
    });
  });
});
