// Something that a provider publishes, fetched when it is needed and kept for a
// while. When it cannot be had, the last one serves on for as long as we dare,
// and nobody waits again until a pause is over: a provider that is down is not
// asked once per reader.
import { PosternError } from '@postern/errors';

/** How long after a failure nobody asks again, in seconds. */
const PAUSE_SECONDS = 5;

interface KeepOptions {
  /** For so long it is not fetched again, in seconds. */
  readonly freshSeconds: number;
  /** For so long it serves when fetching fails, in seconds. */
  readonly staleSeconds: number;
  /** Unix seconds. */
  readonly now: () => number;
}

export interface Kept<T> {
  /** What is known now, however old; asks nobody. */
  known(): T | undefined;
  /** Throws what `fetch` threw, or `identity.provider_unavailable` in the pause after it. */
  get(): Promise<T>;
  /** Fetches again although the last one is fresh; like `get` otherwise. */
  renew(): Promise<T>;
}

export function keep<T>(fetch: () => Promise<T>, { freshSeconds, staleSeconds, now }: KeepOptions): Kept<T> {
  let last: { readonly value: T; readonly at: number } | undefined;
  let failedAt = -Infinity;
  let underWay: Promise<T> | undefined;

  async function fetchNow(): Promise<T> {
    const at = now();
    try {
      const value = await fetch();
      last = { value, at };
      return value;
    } catch (thrown) {
      failedAt = now();
      throw thrown;
    }
  }

  async function renew(): Promise<T> {
    try {
      if (now() - failedAt < PAUSE_SECONDS) throw new PosternError('identity.provider_unavailable');
      underWay ??= fetchNow().finally(() => {
        underWay = undefined;
      });
      return await underWay;
    } catch (thrown) {
      if (last === undefined || now() - last.at >= staleSeconds) throw thrown;
      return last.value;
    }
  }

  return {
    known: () => last?.value,
    get: async () => (last !== undefined && now() - last.at < freshSeconds ? last.value : renew()),
    renew,
  };
}
