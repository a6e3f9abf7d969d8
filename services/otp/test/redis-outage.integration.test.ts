// What happens to passcodes when Redis is slow, away, empty or somebody else.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Cluster, Redis } from 'ioredis';
import { openRedis } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { Guess, NewPasscode } from '../src/domain/passcode-store.ts';
import { freePort, type RedisProcess, startRedisProcess, startSentinelProcess } from './redis-process.ts';
import { redisAt } from './test-redis.ts';

const UNAVAILABLE = { code: 'otp.unavailable' };

const place = () => ({ address: randomUUID(), browser: randomUUID() });
const digest = () => randomBytes(32).toString('base64url');
const passcode = (): NewPasscode => ({
  places: [place()],
  digest: digest(),
  reference: 'BCDF',
  isDecoy: false,
  now: Date.now(),
  limits: DEFAULT_LIMITS,
});
/** At the code's place: the code itself, or another. */
const guess = ({ places: [where], digest: right, now, limits }: NewPasscode, guessed = right): Guess => ({
  guesses: [{ place: where, digest: guessed }],
  now,
  limits,
});

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startRedis(port: number, settings: readonly string[] = []): Promise<RedisProcess> {
  const server = await startRedisProcess(port, settings);
  cleanups.push(() => server.stop());
  return server;
}

function open(url: string): { readonly redis: Redis | Cluster; readonly store: RedisPasscodeStore } {
  const redis = openRedis(redisAt(url), () => {});
  const store = new RedisPasscodeStore(redis);
  cleanups.push(() => store.close());
  return { redis, store };
}

/** Unlike node:events' once, does not mind the errors on the way. */
function event(redis: Redis | Cluster, name: 'ready' | 'close'): Promise<void> {
  return new Promise((resolve) => redis.once(name, () => resolve()));
}

async function secondsUntilRefused(call: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await expect(call).rejects.toMatchObject(UNAVAILABLE);
  return (performance.now() - startedAt) / 1000;
}

describe('passcodes without Redis', () => {
  it('fail within two seconds when nobody listens', async () => {
    const { store } = open(`redis://127.0.0.1:${await freePort()}`);
    expect(await secondsUntilRefused(store.issue(passcode()))).toBeLessThan(2);
    expect(await secondsUntilRefused(store.verify(guess(passcode())))).toBeLessThan(2);
  });

  it('fail within two seconds when Redis accepts the connection and says nothing', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    cleanups.push(() => void mute.close());
    const address = mute.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { store } = open(`redis://127.0.0.1:${address.port}`);
    expect(await secondsUntilRefused(store.issue(passcode()))).toBeLessThan(2);
  });

  it('fail within two seconds when Redis hangs in the middle, and a late answer changes nothing', async () => {
    const port = await freePort();
    await startRedis(port);
    const { redis, store } = open(`redis://127.0.0.1:${port}`);
    await event(redis, 'ready');
    const code = passcode();
    await store.issue(code);
    const admin = new Redis(port, '127.0.0.1');
    cleanups.push(() => admin.disconnect());
    await admin.call('CLIENT', 'PAUSE', '2500', 'ALL');
    expect(await secondsUntilRefused(store.verify(guess(code, digest())))).toBeLessThan(2);
    // The try was spent, as it may be, and never given back.
    const [{ address, browser }] = code.places;
    const key = `postern:{otp}:${address}:newest:${browser}`;
    expect(Number(await admin.hget(key, 'tries'))).toBe(1);
    expect(await store.verify(guess(code))).toEqual({ status: 'accepted' });
  });

  it('come back with Redis; what it has forgotten has expired, and its budgets begin anew', async () => {
    const port = await freePort();
    const first = await startRedisProcess(port);
    const { redis, store } = open(`redis://127.0.0.1:${port}`);
    await event(redis, 'ready');
    const code = passcode();
    await store.issue(code);
    for (let i = 0; i < 5; i++) await store.verify(guess(code, digest()));
    const lost = event(redis, 'close');
    await first.stop();
    await lost;
    await expect(store.verify(guess(code))).rejects.toMatchObject(UNAVAILABLE);
    const back = event(redis, 'ready');
    await startRedis(port);
    await back;
    expect(await store.verify(guess(code))).toEqual({ status: 'expired' });
    expect((await store.issue(code)).status).toBe('issued');
    expect(await store.verify(guess(code))).toEqual({ status: 'accepted' });
  });
});

describe('passcodes behind a sentinel', () => {
  it('follow a failover that a sentinel sees, with the tries that were spent before', async () => {
    const [masterPort, replicaPort, sentinelPort] = [await freePort(), await freePort(), await freePort()];
    const master = await startRedisProcess(masterPort);
    await startRedis(replicaPort, ['--replicaof', '127.0.0.1', String(masterPort)]);
    const replica = new Redis(replicaPort, '127.0.0.1');
    cleanups.push(() => replica.disconnect());
    while (!String(await replica.info('replication')).includes('master_link_status:up')) await new Promise(setImmediate);
    const sentinel = await startSentinelProcess(sentinelPort, masterPort);
    cleanups.push(() => sentinel.stop());
    const watcher = new Redis(sentinelPort, '127.0.0.1');
    cleanups.push(() => watcher.disconnect());
    while (!JSON.stringify(await watcher.call('SENTINEL', 'REPLICAS', 'codes')).includes(String(replicaPort)))
      await new Promise(setImmediate);
    const { redis, store } = open(`redis+sentinel://127.0.0.1:${sentinelPort}/codes`);
    await event(redis, 'ready');
    const code = passcode();
    await store.issue(code);
    for (let i = 0; i < 4; i++) await store.verify(guess(code, digest()));
    const direct = new Redis(masterPort, '127.0.0.1');
    await direct.wait(1, 5_000);
    direct.disconnect();
    const promoted = event(redis, 'ready');
    await master.stop();
    await promoted;
    while (!String(await replica.info('replication')).includes('role:master')) await new Promise(setImmediate);
    expect(await store.verify(guess(code, digest()))).toEqual({ status: 'wrong' });
    expect(await store.verify(guess(code))).toEqual({ status: 'exhausted' });
  });
});
