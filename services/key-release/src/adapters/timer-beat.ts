import type { Beat } from '../domain/on-the-beat.ts';

/** A beat every so many milliseconds from now on. */
export function startTimerBeat(everyMs: number): Beat {
  let tell: (() => void) | undefined;
  const timer = setInterval(() => tell?.(), everyMs);
  return {
    next: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    stop: () => clearInterval(timer),
  };
}
