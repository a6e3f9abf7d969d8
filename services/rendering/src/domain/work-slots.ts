import { PosternError } from '@postern/errors';

/** Seconds after which a reader may try again. */
const RETRY_AFTER_SECONDS = 5;

interface Limits {
  readonly atOnce: number;
  readonly waiting: number;
}

/**
 * Turns to work: so many at once, so many waiting, first come first served.
 * Who waits costs nobody time: a limit on the work begins with the work.
 */
export class WorkSlots {
  readonly #waitingLimit: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor({ atOnce, waiting }: Limits) {
    this.#free = atOnce;
    this.#waitingLimit = waiting;
  }

  /** Throws `rendering.busy` when too many wait, and `call.unavailable` when `abandoned` aborts before the turn. */
  async run<T>(abandoned: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(abandoned);
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  async #turn(abandoned: AbortSignal): Promise<void> {
    if (abandoned.aborted) throw new PosternError('call.unavailable');
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.size >= this.#waitingLimit)
      throw new PosternError('rendering.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    await new Promise<void>((resolve, reject) => {
      const onTurn = () => {
        abandoned.removeEventListener('abort', onGone);
        resolve();
      };
      const onGone = () => {
        this.#waiting.delete(onTurn);
        reject(new PosternError('call.unavailable'));
      };
      abandoned.addEventListener('abort', onGone, { once: true });
      this.#waiting.add(onTurn);
    });
  }

  /** The slot goes to who has waited longest, or back. */
  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
