import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { generateCapsuleKeys } from '@postern/envelope';
import { openFileCustody } from '../src/index.ts';
import { type CustodyUnderTest, describeCustodyConformance } from './custody-conformance.ts';

const newKey = async () => JSON.parse((await generateCapsuleKeys()).privateKeys).keys[0];

async function keyFile(): Promise<{ readonly path: string; readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'postern-keys-'));
  const path = join(directory, 'capsule-keys.json');
  await writeFile(path, (await generateCapsuleKeys()).privateKeys, { mode: 0o600 });
  return { path, directory };
}

/** Resolves with the outcome of the next reload. */
function nextReload(): { readonly onReload: (outcome: string) => void; next(): Promise<string> } {
  let waiting = Promise.withResolvers<string>();
  return {
    onReload: (outcome) => waiting.resolve(outcome),
    next: async () => {
      const outcome = await waiting.promise;
      waiting = Promise.withResolvers();
      return outcome;
    },
  };
}

async function openUnderTest(): Promise<CustodyUnderTest> {
  const { path, directory } = await keyFile();
  const reloads = nextReload();
  const custody = await openFileCustody(pathToFileURL(path), { strict: true, everyMs: 5, onReload: reloads.onReload });
  const change = async (edit: (keys: { kid: string }[]) => { kid: string }[]) => {
    const { keys } = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ keys: edit(keys) }));
  };
  return {
    custody,
    addKey: async () => {
      const key = await newKey();
      await change((keys) => [...keys, key]);
      return { keyId: key.kid, x: key.x, y: key.y };
    },
    removeKey: (keyId) => change((keys) => keys.filter(({ kid }) => kid !== keyId)),
    settle: async () => {
      // A look that falls between truncating and writing sees an empty file, which is refused and looked at again.
      while ((await reloads.next()) === 'refused');
    },
    close: async () => {
      await custody.close();
      await rm(directory, { recursive: true });
    },
  };
}

describeCustodyConformance('a file', openUnderTest);

describe('a key file', () => {
  it.each([0o644, 0o604, 0o602, 0o620, 0o666])('that has mode %# is refused by strict mode, and only by it', async (mode) => {
    const { path, directory } = await keyFile();
    await chmod(path, mode);
    const open = (strict: boolean) => openFileCustody(pathToFileURL(path), { strict, onReload: () => {} });
    await expect(open(true)).rejects.toThrow('can be read or changed by others');
    await (await open(false)).close();
    await rm(directory, { recursive: true });
  });

  it.each([0o600, 0o400, 0o440, 0o640])('that has mode %# is accepted by strict mode', async (mode) => {
    const { path, directory } = await keyFile();
    await chmod(path, mode);
    await (await openFileCustody(pathToFileURL(path), { strict: true, onReload: () => {} })).close();
    await rm(directory, { recursive: true });
  });

  it('that becomes unusable leaves the last good keys in use', async () => {
    const { path, directory } = await keyFile();
    const reloads = nextReload();
    const custody = await openFileCustody(pathToFileURL(path), { strict: true, everyMs: 5, onReload: reloads.onReload });
    const before = await custody.list();
    await writeFile(path, '{"keys":[]}');
    expect(await reloads.next()).toBe('refused');
    expect(await custody.list()).toEqual(before);
    await custody.close();
    await rm(directory, { recursive: true });
  });

  it.each(['', '{', '{"keys":[]}'])('that holds %j stops the start', async (contents) => {
    const { path, directory } = await keyFile();
    await writeFile(path, contents);
    await expect(openFileCustody(pathToFileURL(path), { strict: false, onReload: () => {} })).rejects.toThrow('capsule keys');
    await rm(directory, { recursive: true });
  });
});
