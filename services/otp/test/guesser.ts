// A process of its own that guesses: told a place and how often, it sends all
// guesses at once and says how they were answered. Run by a test with fork().
import { once } from 'node:events';
import { openRedis } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { PasscodePlace } from '../src/domain/passcode-store.ts';

export interface GuessOrder {
  readonly place: PasscodePlace;
  readonly now: number;
  readonly digests: readonly string[];
}

const redis = openRedis(new URL(process.argv[2] ?? ''), () => {});
const store = new RedisPasscodeStore(redis);
await once(redis, 'ready');

process.on('message', ({ place, now, digests }: GuessOrder) => {
  Promise.all(digests.map((digest) => store.verify({ place, digest, now, limits: DEFAULT_LIMITS })))
    .then((results) => process.send?.(results.map(({ status }) => status)))
    .catch((error: unknown) => process.send?.([String(error)]));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
