// The adapter against the reference plug-in: who may use it, and who may not.
import { chmod, mkdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Authority, createAuthority } from '@postern/authority';
import { createFixedCustody, type KeyCustody, openPlugInCustody, type RunningPlugIn, servePlugIn } from '../src/index.ts';
import { agreeLocally, jwkSetOf, makePair } from './key-pairs.ts';
import { socketDirectory } from './plug-in-process.ts';

const HOUR = 3_600_000;
const CLIENT_NAME = 'key-release.postern.internal';
const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const pairs = [makePair(), makePair()] as const;
const { keyId } = pairs[0].publicKey;
const reader = makePair();
const ephemeral = { x: reader.publicKey.x, y: reader.publicKey.y };
const secret = agreeLocally(reader, pairs[0].publicKey);
const keeper = createFixedCustody(jwkSetOf(pairs));

describe('a key plug-in behind a Unix socket', () => {
  let directory: Awaited<ReturnType<typeof socketDirectory>>;
  let plugIn: RunningPlugIn;
  let custody: KeyCustody;
  const open = () => openPlugInCustody(new URL(`kms+unix://${directory.socket}`));

  beforeEach(async () => {
    directory = await socketDirectory();
    plugIn = await servePlugIn(keeper, { socket: directory.socket });
    custody = open();
  });
  afterEach(async () => {
    await custody.close();
    await plugIn.stop(0);
    await directory.remove();
  });

  it('lists its keys and agrees with each', async () => {
    expect(await custody.list()).toEqual(pairs.map(({ publicKey }) => publicKey));
    for (const { publicKey } of pairs)
      expect(await custody.agree(publicKey.keyId, ephemeral)).toEqual(agreeLocally(reader, publicKey));
  });

  it('refuses a key that it does not have', async () => {
    await expect(custody.agree('gone', ephemeral)).rejects.toMatchObject({ code: 'keyrelease.refused' });
  });

  it('is not asked any more after close', async () => {
    await custody.list();
    await custody.close();
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('makes a socket that nobody else may use', async () => {
    expect((await stat(directory.socket)).mode & 0o777).toBe(0o600);
  });

  it('takes the place of a socket that was left over', async () => {
    const again = await servePlugIn(keeper, { socket: directory.socket, mode: 0o660 });
    try {
      expect((await stat(directory.socket)).mode & 0o777).toBe(0o660);
      expect(await custody.agree(keyId, ephemeral)).toEqual(secret);
    } finally {
      await again.stop(0);
    }
  });

  it('does not listen for everybody, nor where everybody can write', async () => {
    await expect(servePlugIn(keeper, { socket: directory.socket, mode: 0o606 })).rejects.toThrow('for everybody');
    const common = join(dirname(directory.socket), 'common');
    await mkdir(common);
    await chmod(common, 0o777);
    await expect(servePlugIn(keeper, { socket: join(common, 'kms.sock') })).rejects.toThrow('for everybody');
  });

  it('must not be writable by everybody: neither at start nor later', async () => {
    await chmod(directory.socket, 0o666);
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
    expect(open).toThrow('writable by everybody');
    await chmod(directory.socket, 0o600);
    await chmod(dirname(directory.socket), 0o777);
    await expect(custody.agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
    expect(open).toThrow('writable by everybody');
  });

  it('must be a socket', async () => {
    await unlink(directory.socket);
    await writeFile(directory.socket, '');
    expect(open).toThrow('the Unix socket');
  });
});

describe('a key plug-in over mutual TLS', () => {
  let authority: Authority;
  let plugIn: RunningPlugIn;

  beforeAll(async () => {
    authority = await createAuthority(HOUR);
    const tls = await authority.issueName('localhost', HOUR);
    plugIn = await servePlugIn(keeper, { host: '127.0.0.1', port: 0, tls, clientName: CLIENT_NAME });
  });
  afterAll(() => plugIn.stop(0));

  async function agreeAs(name: string, by = authority, { port } = plugIn): Promise<Buffer> {
    const tls = await by.issueName(name, HOUR);
    const custody = openPlugInCustody(new URL(`kms+tls://localhost:${port}`), { tls, patienceMs: 100 });
    try {
      return await custody.agree(keyId, ephemeral);
    } finally {
      await custody.close();
    }
  }

  it('answers key-release', async () => {
    expect(await agreeAs(CLIENT_NAME)).toEqual(secret);
  });

  it('answers nobody else whom the same authority certified', async () => {
    await expect(agreeAs('gateway.postern.internal')).rejects.toMatchObject(UNAVAILABLE);
  });

  it('answers no stranger', async () => {
    await expect(agreeAs(CLIENT_NAME, await createAuthority(HOUR))).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is not believed under another name', async () => {
    const tls = await authority.issueName('gateway.postern.internal', HOUR);
    const other = await servePlugIn(keeper, { host: '127.0.0.1', port: 0, tls, clientName: CLIENT_NAME });
    const asked = agreeAs(CLIENT_NAME, authority, other).finally(() => other.stop(0));
    await expect(asked).rejects.toMatchObject(UNAVAILABLE);
  });

  it('needs certificates', () => {
    expect(() => openPlugInCustody(new URL('kms+tls://localhost:1'))).toThrow('needs certificates');
  });
});
