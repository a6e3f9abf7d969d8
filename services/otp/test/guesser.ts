// A process of its own that guesses: told a place and how often, it sends all
// guesses at once and says how they were answered. Run by a test with fork().
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { PasscodePlace } from '../src/domain/passcode-store.ts';
import { openPatientStore } from './test-redis.ts';

export interface GuessOrder {
  readonly place: PasscodePlace;
  readonly now: number;
  readonly digests: readonly string[];
}

const store = await openPatientStore(new URL(process.argv[2] ?? ''));

process.on('message', ({ place, now, digests }: GuessOrder) => {
  Promise.all(digests.map((digest) => store.verify({ guesses: [{ place, digest }], now, limits: DEFAULT_LIMITS })))
    .then((results) => process.send?.(results.map(({ status }) => status)))
    .catch((error: unknown) => process.send?.([String(error)]));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
