// An answer must not tell by its time what its code does not tell: whether a
// key was not here, did not unwrap, or a signature did not verify. So refusals
// leave on a beat that starts when the question comes and is several times as
// long as the work. It starts before the work, because a timer that was set for
// what is left afterwards would be rounded, and would tell what was taken.
import { PosternError } from '@postern/errors';

const REFUSALS: ReadonlySet<string> = new Set(['keyrelease.refused', 'keyrelease.grant_refused']);

export interface Beat {
  /** Resolves at the next beat. */
  next(): Promise<void>;
  stop(): void;
}

/** What `ask` gives. A refusal of its waits for the beat, and so does only a refusal. */
export async function onTheBeat<Answer>(ask: () => Promise<Answer>, startBeat: () => Beat): Promise<Answer> {
  const beat = startBeat();
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof PosternError && REFUSALS.has(thrown.code)) await beat.next();
    throw thrown;
  } finally {
    beat.stop();
  }
}
