// The promise of the design, measured: ten thousand guesses at once from
// several processes compare at most five and succeed at most once.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { GuessOrder } from './guesser.ts';
import { countsOf } from './passcode-store.contract.ts';
import { openPatientStore, testRedisUrl } from './test-redis.ts';

const GUESSES = 10_000;
const PROCESSES = 3;

let store: RedisPasscodeStore;
let guessers: readonly ChildProcess[];

beforeAll(async () => {
  const url = testRedisUrl();
  store = await openPatientStore(url);
  const script = fileURLToPath(new URL('./guesser.ts', import.meta.url));
  guessers = Array.from({ length: PROCESSES }, () =>
    fork(script, [url.href], { execArgv: [], env: { ...process.env, NODE_OPTIONS: '' } }),
  );
  await Promise.all(guessers.map((guesser) => once(guesser, 'message')));
});

afterAll(async () => {
  const gone = guessers.map((guesser) => once(guesser, 'exit'));
  for (const guesser of guessers) guesser.disconnect();
  await Promise.all(gone);
  await store.close();
});

async function guessAll(order: Omit<GuessOrder, 'digests'>, digests: readonly string[]): Promise<Record<string, number>> {
  const answers = guessers.map(async (guesser, index) => {
    const answer = once(guesser, 'message');
    guesser.send({ ...order, digests: digests.filter((_digest, at) => at % PROCESSES === index) });
    const [statuses] = await answer;
    return statuses;
  });
  return countsOf((await Promise.all(answers)).flat());
}

describe.each(Array.from({ length: 20 }, (_value, seed) => seed))('ten thousand guesses at once, seed %i', (seed) => {
  it('are compared at most five times, and right at most once', async () => {
    const [now, rightOne] = [Date.now(), `right ${randomUUID()}`];
    const place = { address: randomUUID(), browser: randomUUID() };
    await store.issue({ places: [place], digest: rightOne, reference: 'BCDF', isDecoy: false, now, limits: DEFAULT_LIMITS });
    // The right guess comes after as many wrong ones as the seed says: from the first place to far behind the fifth.
    const position = seed < 10 ? seed : seed * 500;
    const digests = Array.from({ length: GUESSES }, (_value, at) => (at === position ? rightOne : `wrong ${at}`));
    const { accepted = 0, wrong = 0, expired = 0, exhausted = 0, ...others } = await guessAll({ place, now }, digests);
    expect(others).toEqual({});
    expect(accepted).toBeLessThanOrEqual(1);
    expect(accepted + wrong).toBeLessThanOrEqual(5);
    expect(accepted + wrong + expired + exhausted).toBe(GUESSES);
  });
});
