// An answer must not tell by its time what its code does not tell: whether a
// key was not here, did not unwrap, or a signature did not verify. So refusals
// leave on a beat, at the next whole step since the question came; a step is
// several times as long as the work.
import { PosternError } from '@postern/errors';

/** Milliseconds. Opening a capsule takes less than one, with a key in memory. */
export const STEP_MS = 20;

const REFUSALS: ReadonlySet<string> = new Set(['keyrelease.refused', 'keyrelease.grant_refused']);

export interface Clock {
  /** Milliseconds that only grow. */
  readonly elapsed: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What `ask` gives. A refusal of its waits for the beat, and so does only a refusal. */
export async function onTheBeat<Answer>(ask: () => Promise<Answer>, { elapsed, sleep }: Clock): Promise<Answer> {
  const askedAt = elapsed();
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof PosternError && REFUSALS.has(thrown.code)) {
      const taken = elapsed() - askedAt;
      await sleep(Math.ceil(taken / STEP_MS) * STEP_MS - taken);
    }
    throw thrown;
  }
}
