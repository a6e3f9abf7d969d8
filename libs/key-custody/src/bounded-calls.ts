// A keeper of keys has its own pace: an HSM does some hundred agreements a
// second, a cloud service answers after 50 ms. What comes faster waits its turn
// here, for a bounded time and in a bounded queue, instead of being sent.
import { PosternError } from '@postern/errors';

interface Bounds {
  /** Calls under way at the same time. */
  readonly atOnce: number;
  /** Calls that wait; one more is refused at once. */
  readonly waiting: number;
}

interface Waiting {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

export class BoundedCalls {
  readonly #bounds: Bounds;
  readonly #waiting = new Set<Waiting>();
  #underWay = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /**
   * Runs `call` when it is its turn. Throws `keyrelease.unavailable` when the
   * queue is full or the turn does not come by `deadline` (Unix milliseconds).
   */
  async run<T>(deadline: number, call: () => Promise<T>): Promise<T> {
    await this.#turn(deadline);
    try {
      return await call();
    } finally {
      this.#next();
    }
  }

  #turn(deadline: number): Promise<void> {
    if (this.#underWay < this.#bounds.atOnce) {
      this.#underWay += 1;
      return Promise.resolve();
    }
    if (this.#waiting.size >= this.#bounds.waiting) return Promise.reject(new PosternError('keyrelease.unavailable'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new PosternError('keyrelease.unavailable'));
      }, deadline - Date.now());
      const waiting: Waiting = { start: resolve, timer };
      this.#waiting.add(waiting);
    });
  }

  /** Hands the place of a finished call to the one that waited longest. */
  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#underWay -= 1;
      return;
    }
    this.#waiting.delete(first);
    clearTimeout(first.timer);
    first.start();
  }
}
