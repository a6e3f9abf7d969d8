// The bus between those who notice a use and the one who counts. Both ends
// live with a bus that is away: a producer buffers a little, then drops and
// counts what it dropped; a consumer tries again. Neither ever throws at its
// caller, because nothing about usage is worth a recipient's waiting.
import type { ErrorCode } from '@postern/errors';
import type { Use } from './usage-event.ts';

export interface UsageProducer {
  /** Never throws and never waits. */
  record(use: Use): void;
  /** Sends what is buffered; resolves when all is sent or after `limitMs` milliseconds. Never rejects. */
  flush(limitMs: number): Promise<void>;
  /** Flushes for at most `limitMs` milliseconds, counts the rest as dropped and lets go of the bus. */
  stop(limitMs: number): Promise<void>;
}

export interface UsageRecord {
  /** Grows by one with each record of a partition; there may be gaps. */
  readonly offset: bigint;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UsageBatch {
  readonly topic: string;
  readonly partition: number;
  /** In the order of their offsets; never empty. */
  readonly records: readonly UsageRecord[];
}

/** Resolves when the batch is safe. When it rejects, the same batch comes again, and after a crash it may come again too. */
export type HandleBatch = (batch: UsageBatch) => Promise<void>;

export interface UsageConsumer {
  /** Begins to hand over batches, one at a time for each partition, from the first record on. Call once. */
  run(handleBatch: HandleBatch): void;
  /** Waits for the batch in hand and lets go of the bus. */
  stop(): Promise<void>;
}

/** What the bus holds at one moment. */
export interface BusEnds {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    /** The first offset that can still be read; equal to `next` when there is nothing. */
    readonly first: bigint;
    /** The offset that the next record will have. */
    readonly next: bigint;
  }[];
}

/** A record that was not an event: where it is and why, and nothing that it says. */
export interface DeadRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly code: ErrorCode;
}

export interface DeadLetterSink {
  /** Resolves when the bus has all of them; it may get one twice. */
  send(records: readonly DeadRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface UsageBus {
  /** Makes the topic unless it exists. Rejects when the bus is away. */
  ensureTopic(): Promise<void>;
  createProducer(): UsageProducer;
  /** Consumers of the same group share the partitions and continue where the group stopped. */
  createConsumer(group: string): UsageConsumer;
  /** Rejects when the bus is away. */
  ends(): Promise<BusEnds>;
  /** Tells others of dead records: on the topic `<topic>.dead-letter`, or nobody where there is nobody else. */
  createDeadLetterSink(): DeadLetterSink;
}
