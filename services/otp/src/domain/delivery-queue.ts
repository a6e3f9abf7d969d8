// Mails wait here, in memory only, until the relay takes them or until they
// would be useless. Greylisting (451) and a relay that restarts are ordinary,
// so what was not taken is tried again, a little later each time, while the
// code in it still lives. What the relay accepted is never sent again. The
// queue is bounded; whoever fills it is told before a code is made.
//
// Decoys wait in the same queue and knock at the same relay without leaving
// anything, so that neither the queue nor the relay's state tells them apart.
// What a relay says about one mail, such as greylisting, a decoy never hears:
// so it changes nothing that is shown.

/** `deferred`: the relay takes nothing now. `put_off`: it takes mail, but not this one now. `refused`: it will never take this one. */
export type Attempt = 'accepted' | 'deferred' | 'put_off' | 'refused';
/** `expired`: not taken while it was of use. `dropped`: the process stopped before. */
export type DeliveryEnd = 'accepted' | 'refused' | 'expired' | 'dropped';

export interface Delivery {
  /** No attempt begins at or after this (Unix milliseconds). */
  readonly useUntil: number;
  /** One attempt. Never rejects. */
  attempt(): Promise<Attempt>;
  /** Called once. */
  onEnd(end: DeliveryEnd, attempts: number): void;
}

export interface DeliveryQueueOptions {
  readonly capacity: number;
  /** Attempts under way at once. */
  readonly concurrency: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How long to wait after the attempt of that number (from 1), in milliseconds. */
  readonly retryAfterMs: (attempts: number) => number;
}

interface Waiting {
  readonly delivery: Delivery;
  readonly dueAt: number;
  readonly attempts: number;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** 1, 2, 4, 8, 16 s, and every 30 s from then on. */
export function doublingDelay(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS);
}

export class DeliveryQueue {
  readonly #options: DeliveryQueueOptions;
  #waiting: Waiting[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #isDelayed = false;
  #isStopped = false;

  constructor(options: DeliveryQueueOptions) {
    this.#options = options;
  }

  /** Whether the last attempt found a relay that takes nothing just now. */
  get isDelayed(): boolean {
    return this.#isDelayed;
  }

  get hasRoom(): boolean {
    return !this.#isStopped && this.size < this.#options.capacity;
  }

  /** Deliveries waiting and under way. */
  get size(): number {
    return this.#waiting.length + this.#underWay.size;
  }

  /** Returns at once; the first attempt begins after the caller's turn. A full queue ends the delivery as `dropped`. */
  add(delivery: Delivery): void {
    if (!this.hasRoom) delivery.onEnd('dropped', 0);
    else {
      this.#waiting.push({ delivery, dueAt: this.#options.now(), attempts: 0 });
      this.#wakeIn(0);
    }
  }

  /** Begins no attempt any more, waits at most `graceMs` for those under way, and drops the rest. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, graceMs);
    await Promise.race([Promise.all(this.#underWay), limit.promise]);
    clearTimeout(timer);
    for (const { delivery, attempts } of this.#waiting) delivery.onEnd('dropped', attempts);
    this.#waiting = [];
  }

  #wakeIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#wake(), milliseconds);
  }

  #wake(): void {
    const now = this.#options.now();
    const kept: Waiting[] = [];
    for (const waiting of this.#waiting) {
      if (now >= waiting.delivery.useUntil) waiting.delivery.onEnd('expired', waiting.attempts);
      else if (waiting.dueAt <= now && this.#underWay.size < this.#options.concurrency) this.#begin(waiting);
      else kept.push(waiting);
    }
    this.#waiting = kept;
    this.#sleepUntilNextDue(now);
  }

  #sleepUntilNextDue(now: number): void {
    if (this.#waiting.length === 0) return;
    const isBusy = this.#underWay.size >= this.#options.concurrency;
    // When all places are taken, the attempt that ends next wakes the queue; until then only expiry matters.
    const times = this.#waiting.map(({ dueAt, delivery }) => (isBusy ? delivery.useUntil : Math.min(dueAt, delivery.useUntil)));
    this.#wakeIn(Math.min(Math.max(0, Math.min(...times) - now), LAST_RETRY_MS));
  }

  #begin({ delivery, attempts: before }: Waiting): void {
    const attempts = before + 1;
    const running = delivery.attempt().then((result) => {
      this.#underWay.delete(running);
      this.#isDelayed = result === 'deferred';
      if (result === 'accepted' || result === 'refused') delivery.onEnd(result, attempts);
      else this.#waiting.push({ delivery, attempts, dueAt: this.#options.now() + this.#options.retryAfterMs(attempts) });
      this.#wakeIn(0);
    });
    this.#underWay.add(running);
  }
}
