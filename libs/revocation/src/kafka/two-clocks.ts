// How old knowledge is must not depend on a clock that somebody may put back
// (time servers do), and the clock that only grows stands still while a machine
// sleeps. So both are asked, and the greater age counts.

export interface Clocks {
  /** Unix seconds. */
  readonly now: () => number;
  /** Seconds since some moment, never less than before. */
  readonly elapsed: () => number;
}

export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

export function momentOf({ now, elapsed }: Clocks): Moment {
  return { wall: now(), monotonic: elapsed() };
}

/** In seconds. */
export function ageOf({ wall, monotonic }: Moment, { now, elapsed }: Clocks): number {
  return Math.max(now() - wall, elapsed() - monotonic);
}
