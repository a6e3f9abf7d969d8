// Something that may be used for a limited time after it was last granted. It
// is asked for again at half of that time and then, as long as that fails, at
// short intervals. When the time is over and nobody granted it anew, it is gone.
import { PosternError } from '@postern/errors';

export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Calls `run` after so many milliseconds; returns what prevents it. */
  after(milliseconds: number, run: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export interface LeaseOptions<T> {
  readonly grant: () => Promise<T>;
  readonly leaseMs: number;
  readonly clock: Clock;
  /** After each attempt to renew, with what it threw if it failed. */
  readonly onRenewal: (thrown?: unknown) => void;
}

export interface Lease<T> {
  /** Throws `keyrelease.unavailable` when the time is over. */
  current(): T;
  /** Forgets what was granted and asks no more. */
  end(): void;
}

const MAX_RETRY_MS = 30_000;

/** Rejects with what `grant` throws when it fails the first time. */
export async function openLease<T>({ grant, leaseMs, clock, onRenewal }: LeaseOptions<T>): Promise<Lease<T>> {
  let granted: { readonly value: T; readonly until: number } | undefined;
  let hasEnded = false;
  let cancelRenewal = () => {};
  let cancelExpiry = () => {};

  async function ask(): Promise<void> {
    // Counted from before the question: the answer may be older than it looks.
    const until = clock.now() + leaseMs;
    const value = await grant();
    if (hasEnded) return;
    cancelExpiry();
    granted = { value, until };
    cancelExpiry = clock.after(Math.max(0, until - clock.now()), forget);
  }

  async function renew(): Promise<void> {
    const failure = await ask().then(
      () => undefined,
      (thrown: unknown) => ({ thrown }),
    );
    if (hasEnded) return;
    schedule(failure === undefined ? leaseMs / 2 : Math.min(MAX_RETRY_MS, leaseMs / 20));
    onRenewal(failure?.thrown);
  }

  function schedule(milliseconds: number): void {
    cancelRenewal = clock.after(milliseconds, renew);
  }

  function forget(): void {
    granted = undefined;
  }

  await ask();
  schedule(leaseMs / 2);
  return {
    current() {
      // The time is compared as well: a timer may come late.
      if (granted === undefined || clock.now() >= granted.until) throw new PosternError('keyrelease.unavailable');
      return granted.value;
    },
    end() {
      hasEnded = true;
      cancelRenewal();
      cancelExpiry();
      forget();
    },
  };
}
