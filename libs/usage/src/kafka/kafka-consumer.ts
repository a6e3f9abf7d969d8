// Offsets are committed to Kafka only after a batch is safe, and they are no
// more than a hint where to go on: who counts keeps its own.
import { createSessionConsumer, pause, TopicForbiddenError } from '@postern/kafka';
import type { EachBatchPayload, IHeaders, Kafka, KafkaMessage } from 'kafkajs';
import type { HandleBatch, UsageBatch, UsageConsumer, UsageRecord } from '../usage-bus.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** About 12,000 records: the more of them are alike, the fewer counts have to be written. */
const MAX_BATCH_BYTES = 4 << 20;
/** While the database works for one partition, we read another. */
const PARTITIONS_AT_ONCE = 4;

interface KafkaConsumerOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly group: string;
  readonly ensureTopic: () => Promise<void>;
  /** Told once: an operator has to make the topic. */
  readonly onForbiddenTopic: (thrown: TopicForbiddenError) => void;
}

export class KafkaUsageConsumer implements UsageConsumer {
  readonly #options: KafkaConsumerOptions;
  readonly #stopping = new AbortController();
  #hasTold = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: KafkaConsumerOptions) {
    this.#options = options;
  }

  run(handleBatch: HandleBatch): void {
    this.#running = this.#keepRunning(handleBatch);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** One session after another until we are stopped. */
  async #keepRunning(handleBatch: HandleBatch): Promise<void> {
    const { signal } = this.#stopping;
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        await this.#session(handleBatch);
        wait = FIRST_RETRY_MS;
      } catch (thrown) {
        this.#tellIfForbidden(thrown);
        await pause(wait, signal);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
      }
    }
  }

  #tellIfForbidden(thrown: unknown): void {
    if (this.#hasTold || !(thrown instanceof TopicForbiddenError)) return;
    this.#hasTold = true;
    this.#options.onForbiddenTopic(thrown);
  }

  /** Consumes until we are stopped, or rejects when the consumer crashed. */
  async #session(handleBatch: HandleBatch): Promise<void> {
    const { kafka, topic, group, ensureTopic } = this.#options;
    await ensureTopic();
    const { consumer, crashed } = createSessionConsumer(kafka, group, { maxBytesPerPartition: MAX_BATCH_BYTES });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch: (payload) => this.#eachBatch(payload, handleBatch),
      });
      await Promise.race([crashed, this.#stopped()]);
    } finally {
      await consumer.disconnect().catch(() => {});
    }
  }

  #stopped(): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
  }

  async #eachBatch(payload: EachBatchPayload, handleBatch: HandleBatch): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary, heartbeat } = payload;
    const given = toUsageBatch(batch);
    if (given !== undefined && !(await this.#handleUntilSafe(given, payload, handleBatch))) return;
    resolveOffset(batch.lastOffset());
    await commitOffsetsIfNecessary();
    await heartbeat();
  }

  /** False when the partition is no longer ours, or we are to stop. */
  async #handleUntilSafe(batch: UsageBatch, payload: EachBatchPayload, handleBatch: HandleBatch): Promise<boolean> {
    let wait = FIRST_RETRY_MS;
    while (!this.#stopping.signal.aborted && payload.isRunning() && !payload.isStale()) {
      try {
        await handleBatch(batch);
        return true;
      } catch {
        await pause(wait, this.#stopping.signal);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
        await payload.heartbeat();
      }
    }
    return false;
  }
}

function toUsageBatch({ topic, partition, messages }: EachBatchPayload['batch']): UsageBatch | undefined {
  return messages.length === 0 ? undefined : { topic, partition, records: messages.map((message) => new KafkaRecord(message)) };
}

/** Headers are read when somebody asks for them: that takes as long as all the rest. */
class KafkaRecord implements UsageRecord {
  readonly offset: bigint;
  readonly value: Buffer;
  readonly #headers: IHeaders;

  constructor({ offset, value, headers }: KafkaMessage) {
    this.offset = BigInt(offset);
    this.value = value ?? Buffer.alloc(0);
    this.#headers = headers ?? {};
  }

  get headers(): Readonly<Record<string, string>> {
    return textHeaders(this.#headers);
  }
}

function textHeaders(headers: IHeaders): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !Array.isArray(value)) text[name] = value.toString();
  }
  return text;
}
