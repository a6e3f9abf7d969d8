// What Redis gets to see, and for how long: watched with MONITOR.
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { openRedis } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { PasscodeMailOrder } from '../src/domain/mail/passcode-mail.ts';
import { createPasscodeHash } from '../src/domain/passcode-hash.ts';
import { createPasscodes } from '../src/domain/passcodes.ts';
import { freePort, type RedisProcess, startRedisProcess } from './redis-process.ts';
import { redisAt } from './test-redis.ts';

const ADDRESS = 'ada.lovelace@analytical.example';
const SECRET = randomBytes(32);
const KEY_NAME = /^postern:\{otp\}:[\w-]{43}:(newest:[\w-]{43}|earlier:[\w-]{43}|made|failures|decoys-made|decoys-failures)$/;

let server: RedisProcess;
let redis: Redis;
const seen: string[] = [];
const sent: PasscodeMailOrder[] = [];
const bindings = [randomBytes(16), randomBytes(16)] as const;

beforeAll(async () => {
  server = await startRedisProcess(await freePort());
  redis = new Redis(server.port, '127.0.0.1');
  const monitor = await redis.monitor();
  monitor.on('monitor', (_time: string, args: readonly string[]) => seen.push(args.join(' ')));
  const client = openRedis(redisAt(`redis://127.0.0.1:${server.port}`), () => {});
  await once(client, 'ready');
  let now = Date.now();
  const passcodes = createPasscodes({
    store: new RedisPasscodeStore(client),
    hashes: [createPasscodeHash(SECRET)],
    limits: DEFAULT_LIMITS,
    outbox: { hasRoom: true, isDelayed: false, send: (order) => sent.push(order), pretend: (order) => sent.push(order) },
    now: () => now,
    randomInt,
    randomBytes,
  });
  for (const [index, binding] of bindings.entries()) {
    const order = { address: ADDRESS, binding, locale: 'en', senderName: 'Nimbus', isDecoy: index === 1 };
    await passcodes.issue(order);
    now += 30_000;
    await passcodes.issue(order);
    await expect(passcodes.verify(ADDRESS, binding, '00000000')).rejects.toMatchObject({ code: 'otp.wrong' });
  }
  // Whatever was monitored before this has arrived when this has.
  const done = new Promise<void>((resolve) => {
    monitor.on('monitor', (_time: string, args: readonly string[]) => args.includes('the end') && resolve());
  });
  await redis.echo('the end');
  await done;
  monitor.disconnect();
  client.disconnect();
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('what Redis sees', () => {
  it('is no address, no code, no browser and no key', () => {
    const traffic = seen.join('\n');
    expect(sent).toHaveLength(4);
    expect(traffic).toMatch(/evalsha/i);
    const secrets = [ADDRESS, 'ada', 'analytical', ...sent.map(({ code }) => code), '00000000', 'Nimbus'];
    const encodings = [...bindings, SECRET].flatMap((bytes) =>
      ['hex', 'base64', 'base64url', 'latin1'].map((as) => bytes.toString(as as BufferEncoding)),
    );
    for (const secret of [...secrets, ...encodings]) expect(traffic.includes(secret)).toBe(false);
  });

  it('is under the documented names only, and every one of them goes by itself', async () => {
    const keys = await redis.keys('*');
    expect(keys).toHaveLength(8);
    for (const key of keys) {
      expect(key).toMatch(KEY_NAME);
      const ttl = await redis.pttl(key);
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(key.includes('newest') || key.includes('earlier') ? 600_000 : 3_600_000);
    }
  });
});
