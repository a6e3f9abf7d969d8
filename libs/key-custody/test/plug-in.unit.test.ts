// The adapter against a plug-in that is a process of its own.
import { chmod, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthority, type TlsMaterial } from '@postern/authority';
import type { KeyCustody } from '../src/key-custody.ts';
import { openPlugInCustody, type PlugInOptions } from '../src/plug-in/plug-in-custody.ts';
import { agreeLocally, makePair } from './key-pairs.ts';
import { type PlugInProcess, socketDirectory, startPlugIn } from './plug-in-process.ts';
import type { Behaviour } from './plug-in-program.ts';

const HOUR = 3_600_000;
const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const REFUSED = { code: 'keyrelease.refused' };
const pairs = [makePair(), makePair()] as const;
const { keyId } = pairs[0].publicKey;
const reader = makePair();
const ephemeral = { x: reader.publicKey.x, y: reader.publicKey.y };
const secret = agreeLocally(reader, pairs[0].publicKey);

let directory: Awaited<ReturnType<typeof socketDirectory>>;
let running: PlugInProcess[];
let opened: KeyCustody[];

beforeEach(async () => {
  directory = await socketDirectory();
  running = [];
  opened = [];
});

afterEach(async () => {
  await Promise.all([...opened.map((custody) => custody.close()), ...running.map((one) => one.kill())]);
  await directory.remove();
});

async function start(behaviour?: Behaviour): Promise<PlugInProcess> {
  const plugIn = await startPlugIn({ socket: directory.socket }, pairs, behaviour);
  running.push(plugIn);
  return plugIn;
}

function open(options?: PlugInOptions, url = new URL(`kms+unix://${directory.socket}`)): KeyCustody {
  const custody = openPlugInCustody(url, options);
  opened.push(custody);
  return custody;
}

describe('a key plug-in behind a Unix socket', () => {
  it('lists its keys and agrees with each', async () => {
    await start();
    const custody = open();
    expect(await custody.list()).toEqual(pairs.map(({ publicKey }) => publicKey));
    for (const { publicKey } of pairs)
      expect(await custody.agree(publicKey.keyId, ephemeral)).toEqual(agreeLocally(reader, publicKey));
  });

  it('is asked by many at once, in turns', async () => {
    await start();
    const custody = open({ atOnce: 3 });
    const secrets = await Promise.all(Array.from({ length: 100 }, () => custody.agree(keyId, ephemeral)));
    expect(secrets.every((each) => each.equals(secret))).toBe(true);
  });

  it('refuses a key that it does not have', async () => {
    await start();
    await expect(open().agree('gone', ephemeral)).rejects.toMatchObject(REFUSED);
  });

  it('is not there', async () => {
    const custody = open();
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
    await expect(custody.agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is found again after it was killed and started again', async () => {
    const first = await start();
    const custody = open();
    await custody.list();
    await first.kill();
    await expect(custody.agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
    await start();
    expect(await custody.agree(keyId, ephemeral)).toEqual(secret);
  });

  it('is not missed when it starts again at once', async () => {
    const first = await start();
    const custody = open();
    await custody.list();
    await first.kill();
    const asked = custody.agree(keyId, ephemeral);
    await start();
    expect(await asked).toEqual(secret);
  });

  it('dies in the middle of a call', async () => {
    const plugIn = await start('dies_in_a_call');
    await expect(open().agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
    await plugIn.exited;
  });

  it('hangs: its caller waits for no longer than the deadline, and others can still ask', async () => {
    await start('hangs');
    const custody = open({ timeoutMs: 300, atOnce: 2 });
    const startedAt = performance.now();
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => custody.agree(keyId, ephemeral)));
    expect(all.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(Array(4).fill('keyrelease.unavailable'));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await custody.list()).toHaveLength(2);
  });

  it('is not asked any more after close', async () => {
    await start();
    const custody = open();
    await custody.list();
    await custody.close();
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('makes a socket that nobody else may use', async () => {
    await start();
    expect((await stat(directory.socket)).mode & 0o777).toBe(0o600);
  });

  it('must not be writable by everybody: neither at start nor later', async () => {
    await start();
    const custody = open();
    await chmod(directory.socket, 0o666);
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
    expect(() => open()).toThrow('writable by everybody');
    await chmod(directory.socket, 0o600);
    await chmod(dirname(directory.socket), 0o777);
    await expect(custody.agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
    expect(() => open()).toThrow('writable by everybody');
  });

  it('must be a socket', async () => {
    await start();
    await unlink(directory.socket);
    await writeFile(directory.socket, '');
    expect(() => open()).toThrow('the Unix socket');
  });
});

describe('a key plug-in over mutual TLS', () => {
  async function startTls(): Promise<{ plugIn: PlugInProcess; issue(name: string): Promise<TlsMaterial> }> {
    const authority = await createAuthority(HOUR);
    const tls = await authority.issueName('localhost', HOUR);
    const plugIn = await startPlugIn({ host: '127.0.0.1', port: 0, tls, clientName: 'key-release.postern.internal' }, pairs);
    running.push(plugIn);
    return { plugIn, issue: (name) => authority.issueName(name, HOUR) };
  }
  const urlOf = ({ port }: PlugInProcess, host = 'localhost') => new URL(`kms+tls://${host}:${port}`);

  it('answers key-release', async () => {
    const { plugIn, issue } = await startTls();
    const custody = open({ tls: await issue('key-release.postern.internal') }, urlOf(plugIn));
    expect(await custody.agree(keyId, ephemeral)).toEqual(secret);
  });

  it('answers nobody else whom the same authority certified', async () => {
    const { plugIn, issue } = await startTls();
    const custody = open({ tls: await issue('gateway.postern.internal') }, urlOf(plugIn));
    await expect(custody.agree(keyId, ephemeral)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('answers no stranger', async () => {
    const { plugIn } = await startTls();
    const stranger = await (await createAuthority(HOUR)).issueName('key-release.postern.internal', HOUR);
    await expect(open({ tls: stranger }, urlOf(plugIn)).list()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is not believed under another name', async () => {
    const { plugIn, issue } = await startTls();
    const custody = open({ tls: await issue('key-release.postern.internal') }, urlOf(plugIn, '127.0.0.1'));
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('needs certificates', () => {
    expect(() => openPlugInCustody(new URL('kms+tls://localhost:1'))).toThrow('needs certificates');
  });
});
