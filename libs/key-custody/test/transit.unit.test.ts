// Custody by a sealed file, against Vault or its stand-in (see vault-under-test.ts).
import { randomBytes } from 'node:crypto';
import { chmod, chown, readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTransitCustody, unsealKeySet } from '../src/index.ts';
import { agreeLocally, jwkSetOf, makePair } from './key-pairs.ts';
import { LEASE_MS, setUpTransit, type TransitSetup } from './transit-setup.ts';

const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const pair = makePair();
const reader = makePair();
const { x, y } = reader.publicKey;
const secret = agreeLocally(reader, pair.publicKey);

let setup: TransitSetup;

beforeEach(async () => {
  setup = await setUpTransit();
  await setup.seal([pair]);
});
afterEach(() => setup.close());

const agree = async (custody: Awaited<ReturnType<TransitSetup['open']>>) => custody.agree(pair.publicKey.keyId, { x, y });

describe('a sealed key set', () => {
  it('is a ciphertext that only its owner may read, and nothing lies beside it', async () => {
    expect(await readFile(setup.sealedFile, 'utf8')).toMatch(/^vault:v1:[A-Za-z0-9+/=]+\n$/);
    expect((await stat(setup.sealedFile)).mode & 0o777).toBe(0o600);
    expect((await readdir(dirname(setup.sealedFile))).sort()).toEqual(['capsule-keys.sealed', 'operator-token', 'token']);
  });

  it('stays with its owner and its group when it is sealed again: key-release must be able to read it', async () => {
    const { uid, gid } = await stat(setup.sealedFile);
    // Only the superuser can give a file away; for others there is one owner.
    const owner = process.getuid?.() === 0 ? 12_345 : uid;
    await chown(setup.sealedFile, owner, gid);
    await chmod(setup.sealedFile, 0o440);
    await setup.seal([pair]);
    expect(await stat(setup.sealedFile)).toMatchObject({ uid: owner, gid, mode: 0o100440 });
  });

  it('is opened again to what was sealed', async () => {
    expect(await unsealKeySet(setup.url, { tokenFile: setup.tokenFile, strict: true })).toBe(jwkSetOf([pair]));
  });

  it('holds as many keys as a portal may have', async () => {
    const pairs = Array.from({ length: 32 }, makePair);
    await setup.seal(pairs);
    const custody = await setup.open();
    expect(await custody.list()).toEqual(pairs.map(({ publicKey }) => publicKey));
  });

  it('is not made of what is no key set, and the old one stays', async () => {
    const before = await readFile(setup.sealedFile, 'utf8');
    await expect(setup.seal([])).rejects.toThrow('capsule keys');
    expect(await readFile(setup.sealedFile, 'utf8')).toBe(before);
  });
});

describe('a lease on the keys', () => {
  it('is renewed at half of its time, for as long as Vault allows it', async () => {
    const custody = await setup.open();
    for (let i = 0; i < 5; i++) {
      expect(await setup.renewal()).toBe('renewed');
      expect(await agree(custody)).toEqual(secret);
    }
  });

  it('is used to its end when Vault is away, and not a millisecond longer', async () => {
    const custody = await setup.open();
    setup.proxy.behave('cuts');
    expect(await setup.renewal(LEASE_MS - 1)).toBe('unreachable');
    expect(await agree(custody)).toEqual(secret);
    setup.clock.advance(1);
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('comes back with Vault', async () => {
    const custody = await setup.open();
    await setup.vault.seal();
    expect(await setup.renewal()).toBe('sealed');
    expect(await setup.renewal()).toBe('sealed');
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
    await setup.vault.unseal();
    expect(await setup.renewal(30_000)).toBe('renewed');
    expect(await agree(custody)).toEqual(secret);
  });

  it('ends for good when the token is revoked', async () => {
    const custody = await setup.open();
    await setup.vault.revokeToken(setup.token);
    expect(await setup.renewal()).toBe('denied');
    expect(await setup.renewal()).toBe('denied');
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('ends for good when the key version is retired in Vault', async () => {
    const custody = await setup.open();
    await setup.vault.retireVersion(setup.key);
    expect(await setup.renewal()).toBe('refused');
    expect(await setup.renewal()).toBe('refused');
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('goes on with a token that was exchanged in time', async () => {
    const custody = await setup.open();
    const next = await setup.vault.createToken(setup.key, ['decrypt']);
    await setup.vault.revokeToken(setup.token);
    await writeFile(setup.tokenFile, next);
    expect(await setup.renewal()).toBe('renewed');
    expect(await agree(custody)).toEqual(secret);
  });

  it('keeps what was opened last when the file is damaged, until its end', async () => {
    const custody = await setup.open();
    await writeFile(setup.sealedFile, `vault:v1:${randomBytes(500).toString('base64')}`);
    expect(await setup.renewal()).toBe('refused');
    expect(await agree(custody)).toEqual(secret);
    await unlink(setup.sealedFile);
    expect(await setup.renewal()).toBe('file_unreadable');
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('ends with close, and nobody asks any more', async () => {
    const custody = await setup.open();
    await custody.close();
    await expect(agree(custody)).rejects.toMatchObject(UNAVAILABLE);
    expect(setup.clock.waiting).toBe(0);
  });
});

describe('what stops the start, each with one sentence', () => {
  it.each<[string, RegExp, (of: TransitSetup) => Promise<unknown>]>([
    ['a sealed Vault', /sealed/, ({ vault }) => vault.seal()],
    ['no Vault', /does not answer/, async ({ proxy }) => proxy.behave('cuts')],
    [
      'a token without rights',
      /does not allow/,
      async ({ vault, key, tokenFile }) => writeFile(tokenFile, await vault.createToken(key, ['encrypt'])),
    ],
    ['a token that is none', /does not allow/, ({ tokenFile }) => writeFile(tokenFile, 'hvs.unknown')],
    ['two tokens', /token file/, ({ tokenFile }) => writeFile(tokenFile, 'hvs.one\nhvs.two\n')],
    ['a token for all to read', /chmod it/, ({ tokenFile }) => chmod(tokenFile, 0o644)],
    ['a token for a group to change', /chmod it/, ({ tokenFile }) => chmod(tokenFile, 0o620)],
    ['no token file', /token file/, ({ tokenFile }) => unlink(tokenFile)],
    ['a huge token file', /token file/, ({ tokenFile }) => writeFile(tokenFile, 'x'.repeat(100_000))],
    ['no key file', /file of the sealed key set/, ({ sealedFile }) => unlink(sealedFile)],
    ['an open key file', /file of the sealed key set/, ({ sealedFile }) => writeFile(sealedFile, jwkSetOf([pair]))],
    [
      'a ciphertext of a version that does not exist',
      /Vault cannot/,
      async ({ sealedFile }) => writeFile(sealedFile, (await readFile(sealedFile, 'utf8')).replace(':v1:', ':v7:')),
    ],
    ['a ciphertext that is cut short', /Vault cannot/, ({ sealedFile }) => writeFile(sealedFile, 'vault:v1:AAAA')],
  ])('%s', async (_what, sentence, spoil) => {
    await spoil(setup);
    try {
      await expect(setup.open()).rejects.toThrow(sentence);
    } finally {
      await setup.vault.unseal();
    }
  });

  it('and a token for all to read is none of it without strict mode', async () => {
    await chmod(setup.tokenFile, 0o644);
    const options = { tokenFile: setup.tokenFile, strict: false, onRenewal: () => {} };
    await (await openTransitCustody(setup.url, options)).close();
  });

  it('a key that Vault does not have', async () => {
    const url = new URL(setup.url.href.replace(setup.key, 'none'));
    const open = () => openTransitCustody(url, { tokenFile: setup.tokenFile, strict: true, onRenewal: () => {} });
    await expect(open()).rejects.toThrow(/does not allow/);
  });

  it('a Vault that never answers, after five seconds', async () => {
    setup.proxy.behave('hangs');
    const startedAt = performance.now();
    await expect(setup.open()).rejects.toThrow('does not answer in time');
    expect(performance.now() - startedAt).toBeLessThan(7_000);
  });

  it('nothing of a token in any of them', async () => {
    await writeFile(setup.tokenFile, 'hvs.very-secret');
    const thrown: unknown = await setup.open().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Error);
    expect(JSON.stringify([thrown, String(thrown), thrown instanceof Error && thrown.stack])).not.toContain('very-secret');
  });
});
