// The adapter against a plug-in that is a process of its own, and dies.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyCustody, openPlugInCustody, type PlugInOptions } from '../src/index.ts';
import { agreeLocally, makePair } from './key-pairs.ts';
import { type PlugInProcess, socketDirectory, startPlugIn } from './plug-in-process.ts';
import type { Behaviour } from './plug-in-program.ts';

const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const pair = makePair();
const reader = makePair();
const secret = agreeLocally(reader, pair.publicKey);

let directory: Awaited<ReturnType<typeof socketDirectory>>;
let running: PlugInProcess[];
let custody: KeyCustody;

beforeEach(async () => {
  directory = await socketDirectory();
  running = [];
});
afterEach(async () => {
  await Promise.all([custody.close(), ...running.map((one) => one.kill())]);
  await directory.remove();
});

async function start(behaviour?: Behaviour): Promise<PlugInProcess> {
  const plugIn = await startPlugIn({ socket: directory.socket }, [pair], behaviour);
  running.push(plugIn);
  return plugIn;
}

function open(options?: PlugInOptions): void {
  custody = openPlugInCustody(new URL(`kms+unix://${directory.socket}`), options);
}

const agree = () => custody.agree(pair.publicKey.keyId, { x: reader.publicKey.x, y: reader.publicKey.y });

describe('a key plug-in', () => {
  it('is not there, and then it is', async () => {
    open({ patienceMs: 0 });
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
    await expect(agree()).rejects.toMatchObject(UNAVAILABLE);
    await start();
    open();
    expect(await agree()).toEqual(secret);
  });

  it('is found again by the same adapter after it was killed', async () => {
    const first = await start();
    open();
    await custody.list();
    await first.kill();
    await expect(agree()).rejects.toMatchObject(UNAVAILABLE);
    await start();
    expect(await agree()).toEqual(secret);
  });

  it('is waited for while it starts again', async () => {
    const first = await start();
    open({ patienceMs: 25_000, timeoutMs: 25_000 });
    await custody.list();
    await first.kill();
    const asked = agree();
    await start();
    expect(await asked).toEqual(secret);
  });

  it('dies in the middle of a call', async () => {
    const plugIn = await start('dies_in_a_call');
    open();
    await expect(agree()).rejects.toMatchObject(UNAVAILABLE);
    await plugIn.exited;
  });

  it('hangs: its callers wait for no longer than the deadline, and others can still ask', async () => {
    await start('hangs');
    open({ timeoutMs: 500, atOnce: 2 });
    const startedAt = performance.now();
    const all = await Promise.allSettled([1, 2, 3, 4].map(agree));
    expect(all.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(Array(4).fill('keyrelease.unavailable'));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await custody.close();
    open();
    expect(await custody.list()).toEqual([pair.publicKey]);
  });
});
