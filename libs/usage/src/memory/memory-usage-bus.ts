import { randomUUID } from 'node:crypto';
import type { OutgoingRecord } from '../outgoing-record.ts';
import type { BusEnds, UsageBatch } from '../usage-bus.ts';

const KEEP = 20_000;
const MAX_BATCH = 500;

/**
 * What `memory:` means within one process: a log with one partition that
 * forgets its oldest records beyond 20,000. Its topic has a new name each time,
 * because its offsets begin at 0 again while whoever counts may remember more.
 */
export class MemoryUsageBus {
  readonly topic: string = `memory-${randomUUID()}`;
  #records: OutgoingRecord[] = [];
  #firstOffset = 0n;
  readonly #groups = new Map<string, bigint>();
  readonly #waiting = new Set<() => void>();

  append(records: readonly OutgoingRecord[]): void {
    this.#records.push(...records);
    const excess = Math.max(0, this.#records.length - KEEP);
    this.#records.splice(0, excess);
    this.#firstOffset += BigInt(excess);
    for (const wake of this.#waiting) wake();
  }

  /** The next records for this group, or undefined when there are none. */
  next(group: string): UsageBatch | undefined {
    const from = this.#groups.get(group) ?? 0n;
    const start = from > this.#firstOffset ? Number(from - this.#firstOffset) : 0;
    const records = this.#records.slice(start, start + MAX_BATCH).map(({ value, headers }, index) => ({
      offset: this.#firstOffset + BigInt(start + index),
      value,
      headers,
    }));
    return records.length === 0 ? undefined : { topic: this.topic, partition: 0, records };
  }

  ends(): BusEnds {
    const next = this.#firstOffset + BigInt(this.#records.length);
    return { topic: this.topic, partitions: [{ partition: 0, first: this.#firstOffset, next }] };
  }

  /** `next` goes on from this offset. */
  commit(group: string, offset: bigint): void {
    this.#groups.set(group, offset);
  }

  /** Resolves at the next append, or when the signal is aborted. */
  async changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const woken = Promise.withResolvers<void>();
    this.#waiting.add(woken.resolve);
    signal.addEventListener('abort', () => woken.resolve(), { once: true });
    await woken.promise;
    this.#waiting.delete(woken.resolve);
  }
}
