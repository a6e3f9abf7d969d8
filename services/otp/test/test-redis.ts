import { once } from 'node:events';
import { openRedis, type RedisAccess } from '../src/adapters/open-redis.ts';
import { parseRedisAddress } from '../src/adapters/redis-address.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';

const PATIENCE_MS = 25_000;

/** What is not in the URL is not there. */
export function redisAt(url: string, secrets: Omit<RedisAccess, 'address'> = {}): RedisAccess {
  return { address: parseRedisAddress(new URL(url)), ...secrets };
}

/** The Redis that the tests' global setup started. */
export function testRedisUrl(): URL {
  const url = process.env['TEST_REDIS_URL'];
  if (!url) throw new Error('TEST_REDIS_URL is not set: these tests need a real Redis (npm test starts one)');
  return new URL(url);
}

/** A busy machine may take its time over ten thousand guesses at once; the limits of an outage are tested elsewhere. */
export async function openPatientStore(url: URL): Promise<RedisPasscodeStore> {
  const redis = openRedis(redisAt(url.href), () => {}, PATIENCE_MS);
  await once(redis, 'ready');
  return new RedisPasscodeStore(redis, PATIENCE_MS);
}
