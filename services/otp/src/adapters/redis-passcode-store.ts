// Passcodes in Redis. One script issues, one verifies; a script runs alone, so
// ten thousand guesses at once are compared no more often than five in a row.
// All keys share a hash tag (`{otp}`) and so a slot of a cluster: while the hash
// key is rotated, an address has keys under both, and a script may only touch
// what is in one slot. One shard is plenty (`npm run bench -- otp`).
//
// A call that does not answer in time fails, and is never sent again: a guess
// that was counted but whose answer was lost stays counted.
import { readFileSync } from 'node:fs';
import { PosternError } from '@postern/errors';
import type { Cluster, Redis } from 'ioredis';
import type { Guess, IssueResult, NewPasscode, PasscodePlace, PasscodeStore, VerifyResult } from '../domain/passcode-store.ts';

const script = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
const ISSUE = { name: 'posternIssue', lua: script('issue') };
const VERIFY = { name: 'posternVerify', lua: script('verify') };

/** Under the two seconds within which a caller is told that Redis is away. */
const ANSWER_MS = 1_800;

type Argument = string | number;

export class RedisPasscodeStore implements PasscodeStore {
  readonly #redis: Redis | Cluster;
  readonly #answerMs: number;

  constructor(redis: Redis | Cluster, answerMs: number = ANSWER_MS) {
    this.#redis = redis;
    this.#answerMs = answerMs;
    for (const { name, lua } of [ISSUE, VERIFY]) redis.defineCommand(name, { lua });
  }

  async issue({ places, digest, reference, isDecoy, now, limits }: NewPasscode): Promise<IssueResult> {
    const [status, first, expiresAt, resendAt] = await this.#run(
      ISSUE.name,
      places.map(keysOf).flatMap((keys) => [keys.newest, keys.earlier, ...budgets(keys, isDecoy)]),
      [
        now,
        digest,
        now + limits.codeLifetimeMs,
        now + limits.resendAfterMs,
        reference,
        isDecoy ? 'decoy' : 'real',
        limits.codesPerWindow,
        limits.failuresPerWindow,
        limits.windowMs,
      ],
    );
    if (status === 'limited') return { status, until: Number(first) };
    if (status !== 'issued' && status !== 'standing') throw new PosternError('internal');
    return { status, reference: String(first), expiresAt: Number(expiresAt), resendAt: Number(resendAt) };
  }

  async verify({ guesses, now, limits }: Guess): Promise<VerifyResult> {
    const [status, until] = await this.#run(
      VERIFY.name,
      guesses
        .map(({ place }) => keysOf(place))
        .flatMap((keys) => [keys.newest, keys.earlier, keys.failures, keys.decoysFailures]),
      [now, limits.triesPerCode, limits.failuresPerWindow, limits.windowMs, ...guesses.map(({ digest }) => digest)],
    );
    if (status === 'limited') return { status, until: Number(until) };
    if (status === 'accepted' || status === 'wrong' || status === 'exhausted' || status === 'expired') return { status };
    throw new PosternError('internal');
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  async #run(command: string, keys: readonly string[], args: readonly Argument[]): Promise<readonly unknown[]> {
    const run: unknown = Reflect.get(this.#redis, command);
    if (typeof run !== 'function') throw new PosternError('internal');
    const reply: unknown = await inTime(run.call(this.#redis, keys.length, ...keys, ...args), this.#answerMs);
    if (Array.isArray(reply)) return reply;
    throw new PosternError('internal');
  }
}

/** Whatever the client does about redirections and failover, the caller has its answer in time. */
async function inTime(reply: Promise<unknown>, answerMs: number): Promise<unknown> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), answerMs);
  try {
    return await Promise.race([reply, late.promise]);
  } catch (cause) {
    throw new PosternError('otp.unavailable', { cause });
  } finally {
    clearTimeout(timer);
  }
}

function budgets(keys: ReturnType<typeof keysOf>, isDecoy: boolean): readonly string[] {
  return isDecoy ? [keys.decoysMade, keys.decoysFailures] : [keys.made, keys.failures];
}

function keysOf({ address, browser }: PasscodePlace) {
  const prefix = `postern:{otp}:${address}`;
  return {
    newest: `${prefix}:newest:${browser}`,
    earlier: `${prefix}:earlier:${browser}`,
    made: `${prefix}:made`,
    failures: `${prefix}:failures`,
    decoysMade: `${prefix}:decoys-made`,
    decoysFailures: `${prefix}:decoys-failures`,
  };
}
