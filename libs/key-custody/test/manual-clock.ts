import type { Clock } from '../src/transit/lease.ts';

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const alarm = { at: this.#now + milliseconds, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Runs what is due on the way, in order. What that starts and does not end at once is not waited for. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  get waiting(): number {
    return this.#alarms.size;
  }

  #next(end: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
