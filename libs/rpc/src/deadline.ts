import type { CallContext } from './call-context.ts';

/** Left to the caller for its own answer when a deadline is passed on. */
const SHAVE_MS = 50;

export interface CallOptions {
  /** The most that this call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The call that this one serves: it never outlives it, and ends when it is abandoned. */
  readonly within?: Pick<CallContext, 'deadline' | 'signal'>;
  /** Ends the call when it aborts. */
  readonly signal?: AbortSignal;
}

/** Unix milliseconds. */
export function deadlineOf({ timeoutMs, within }: CallOptions, now: number): number {
  const own = now + timeoutMs;
  return within === undefined ? own : Math.min(own, within.deadline - SHAVE_MS);
}

/** Calls `cancel` as soon as either signal aborts. Returns what stops listening. */
export function onAbandoned({ within, signal }: CallOptions, cancel: () => void): () => void {
  const signals = [within?.signal, signal].filter((each) => each !== undefined);
  for (const each of signals) {
    if (each.aborted) queueMicrotask(cancel);
    else each.addEventListener('abort', cancel, { once: true });
  }
  return () => {
    for (const each of signals) each.removeEventListener('abort', cancel);
  };
}
