import { once } from 'node:events';
import { openRedis } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { describePasscodeStore } from './passcode-store.contract.ts';
import { testRedisUrl } from './test-redis.ts';

describePasscodeStore('Redis', async () => {
  const redis = openRedis(testRedisUrl(), () => {});
  await once(redis, 'ready');
  return new RedisPasscodeStore(redis);
});
