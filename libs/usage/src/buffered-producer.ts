// One producer for every bus: a bounded buffer and one loop that empties it.
// Batches are shuffled, so that the order of records does not tell which
// events belong to one visit. A batch that the bus may have taken is offered
// again as it was, until it is taken: only so can a bus that tells repetitions
// apart (kafka-sender.ts) take each event once. The loop runs outside whatever
// request filled the buffer, so that no trace of that request can follow it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import type { EventCodec } from './event-codec.ts';
import { type OutgoingRecord, outgoingRecord } from './outgoing-record.ts';
import type { UsageProducer } from './usage-bus.ts';
import type { UsageCounters } from './usage-counters.ts';
import { hourOf, type Use } from './usage-event.ts';

const MAX_BATCH = 500;
const LINGER_MS = 200;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;

export interface BufferLimits {
  readonly events: number;
  /** Of the encoded values. */
  readonly bytes: number;
}

export const DEFAULT_LIMITS: BufferLimits = { events: 10_000, bytes: 256 << 10 };

/** What waits to be sent; small, because there can be thousands of them. */
interface Waiting {
  readonly value: Buffer;
  readonly hour: number;
}

interface ProducerOptions {
  readonly codec: EventCodec;
  readonly counters: UsageCounters;
  readonly limits: BufferLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves when the bus has all of them. After a rejection the same array comes again, and nothing else before it. */
  readonly send: (records: readonly OutgoingRecord[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export class BufferedProducer implements UsageProducer {
  readonly #options: ProducerOptions;
  readonly #apart = AsyncLocalStorage.snapshot();
  #buffer: Waiting[] = [];
  /** What stands at the front of the buffer, as the bus gets to see it. */
  #batch: readonly OutgoingRecord[] | undefined;
  #bytes = 0;
  #stopped = false;
  #emptying: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  constructor(options: ProducerOptions) {
    this.#options = options;
  }

  record(use: Use): void {
    const { codec, counters, now } = this.#options;
    const hour = hourOf(now());
    let value: Buffer;
    try {
      value = codec.encode({ ...use, hour });
    } catch {
      counters.dropped('invalid', 1);
      return;
    }
    if (this.#stopped || !this.#hasRoom(value)) {
      counters.dropped(this.#stopped ? 'unsent' : 'full', 1);
      return;
    }
    this.#buffer.push({ value, hour });
    this.#bytes += value.length;
    this.#timer ??= setTimeout(() => this.#beginToEmpty(), LINGER_MS).unref();
  }

  async flush(limitMs: number): Promise<void> {
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, limitMs);
    this.#wake?.();
    await Promise.race([this.#beginToEmpty(), limit.promise]);
    clearTimeout(timer);
  }

  async stop(limitMs: number): Promise<void> {
    if (this.#stopped) return;
    await this.flush(limitMs);
    this.#stopped = true;
    if (this.#buffer.length > 0) this.#options.counters.dropped('unsent', this.#buffer.length);
    this.#buffer = [];
    this.#bytes = 0;
    clearTimeout(this.#timer);
    this.#wake?.();
    await this.#options.close();
  }

  #hasRoom(value: Buffer): boolean {
    const { events, bytes } = this.#options.limits;
    return this.#buffer.length < events && this.#bytes + value.length <= bytes;
  }

  #beginToEmpty(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#emptying ??= this.#apart(() => this.#empty()).finally(() => {
      this.#emptying = undefined;
    });
    return this.#emptying;
  }

  async #empty(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (this.#buffer.length > 0 && !this.#stopped) {
      try {
        await this.#sendOne();
        wait = FIRST_RETRY_MS;
      } catch {
        await this.#pause(wait);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
      }
    }
  }

  async #sendOne(): Promise<void> {
    this.#batch ??= shuffled(this.#buffer.slice(0, MAX_BATCH)).map(({ value, hour }) => outgoingRecord(value, hour));
    const batch = this.#batch;
    await this.#options.send(batch);
    if (this.#stopped) return;
    this.#batch = undefined;
    this.#buffer.splice(0, batch.length);
    this.#bytes -= batch.reduce((sum, { value }) => sum + value.length, 0);
    this.#options.counters.sent(batch.length);
  }

  async #pause(milliseconds: number): Promise<void> {
    const woken = Promise.withResolvers<void>();
    const timer = setTimeout(woken.resolve, milliseconds).unref();
    this.#wake = woken.resolve;
    await woken.promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const result: T[] = [];
  for (const item of items) {
    const place = randomInt(result.length + 1);
    const displaced = result[place];
    result[place] = item;
    if (displaced !== undefined) result.push(displaced);
  }
  return result;
}
