// How far a replica has read, and what that proves. At some moment the broker
// is asked where each partition ends; once everything before those ends has
// been read, all that was recorded before that moment is known. That is both
// what "ready" means and what must be proved again and again afterwards.
//
// Where compaction removed the last records of a partition (which it does only
// with tombstones), reading never gets to the end, because there is nothing
// more to read. A reader that makes no progress says so (`stalled`), and a new
// record gives it something to arrive at.

export interface PartitionEnds {
  readonly partition: number;
  /** The first offset that is there, and the one that the next record will get. */
  readonly low: string;
  readonly high: string;
}

interface Aim<Moment> {
  readonly ends: readonly PartitionEnds[];
  /** When the broker was asked. */
  readonly askedAt: Moment;
}

/** A partition is shorter than what was read of it: the topic was made anew, or lost records. */
export class LogWentBackError extends Error {}

export class TopicProgress<Moment> {
  readonly #positions = new Map<number, bigint>();
  readonly #onProof: (askedAt: Moment) => void;
  #pending: Aim<Moment> | undefined;
  #hasMoved = false;

  /** `onProof` is told a moment before which everything is known. */
  constructor(onProof: (askedAt: Moment) => void) {
    this.#onProof = onProof;
  }

  /** The next offset of each partition of which something was read. */
  positions(): readonly { readonly partition: number; readonly offset: string }[] {
    return [...this.#positions].map(([partition, offset]) => ({ partition, offset: String(offset) }));
  }

  hasRead(partition: number, lastOffset: string): void {
    const next = BigInt(lastOffset) + 1n;
    if (next <= this.#position(partition)) return;
    this.#positions.set(partition, next);
    this.#hasMoved = true;
    this.#prove();
  }

  /** Throws LogWentBackError. */
  mustReach(aim: Aim<Moment>): void {
    if (aim.ends.some(({ partition, high }) => BigInt(high) < this.#position(partition))) throw new LogWentBackError();
    // An earlier one that is still open is nearer: a slow reader under steady load arrives at it sooner.
    this.#pending ??= aim;
    this.#hasMoved = false;
    this.#prove();
  }

  /** The partitions whose end is not reached and of which nothing came since `mustReach`. */
  stalled(): readonly number[] {
    return this.#hasMoved ? [] : this.#unread();
  }

  /** Begins again from nothing. */
  reset(): void {
    this.#positions.clear();
    this.#pending = undefined;
  }

  #prove(): void {
    if (this.#pending === undefined || this.#unread().length > 0) return;
    const { askedAt } = this.#pending;
    this.#pending = undefined;
    this.#onProof(askedAt);
  }

  #unread(): readonly number[] {
    const ends = this.#pending?.ends ?? [];
    return ends
      .filter(({ partition, low, high }) => BigInt(low) < BigInt(high) && this.#position(partition) < BigInt(high))
      .map(({ partition }) => partition);
  }

  #position(partition: number): bigint {
    return this.#positions.get(partition) ?? 0n;
  }
}
