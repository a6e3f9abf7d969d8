// Each event once, although acknowledgements get lost: the broker numbers its
// producers and knows the last batches of each, so a batch that comes again is
// acknowledged and not appended (KIP-98). kafkajs calls its idempotent producer
// experimental, and taken as it comes it is wrong for this: it draws partitions
// anew for each try, and whoever calls it again with other records under the
// same sequence numbers loses them or is refused for ever. Here each batch
// keeps its records and its partition until it is taken, and a producer whose
// numbers the broker refuses is replaced by a new one
// (docs/decisions/0034-each-event-once.md has what was measured).
import { randomInt } from 'node:crypto';
import kafkajs, { type ICustomPartitioner, type Kafka, type Producer } from 'kafkajs';
import type { OutgoingRecord } from '../outgoing-record.ts';

/** https://kafka.apache.org/protocol#protocol_error_codes: the broker and the producer do not agree where they are. */
const OUT_OF_STEP: ReadonlySet<string> = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]);
const MAX_DRAW = 2 ** 32;

/** Sends batches to one topic, one at a time, connecting when there is something to send. */
export class KafkaSender {
  readonly #kafka: Kafka;
  readonly #topic: string;
  #producer: Producer | undefined;
  #isConnected = false;
  #batch: readonly OutgoingRecord[] | undefined;
  /** Chooses the partition of the batch in hand. */
  #draw = 0;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.#topic = topic;
  }

  /**
   * Resolves when all in-sync replicas have them. After a rejection the same array must be sent again before any other:
   * they may be there already, and are then not appended twice.
   */
  async send(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.#batch !== records) this.#draw = randomInt(MAX_DRAW);
    this.#batch = records;
    try {
      const producer = await this.#connected();
      await producer.send({ topic: this.#topic, acks: -1, messages: records.map(toMessage) });
      this.#batch = undefined;
    } catch (thrown) {
      if (isOutOfStep(thrown)) await this.close();
      throw thrown;
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    this.#isConnected = false;
    await producer?.disconnect().catch(() => {});
  }

  async #connected(): Promise<Producer> {
    this.#producer ??= this.#newProducer();
    const producer = this.#producer;
    if (!this.#isConnected) await producer.connect();
    this.#isConnected = true;
    return producer;
  }

  #newProducer(): Producer {
    const createPartitioner: ICustomPartitioner = () => (order) => {
      const ids = order.partitionMetadata.map(({ partitionId }) => partitionId).sort((left, right) => left - right);
      return ids[this.#draw % ids.length] ?? 0;
    };
    return this.#kafka.producer({ allowAutoTopicCreation: false, idempotent: true, createPartitioner });
  }
}

function toMessage({ value, headers, timestampMs }: OutgoingRecord) {
  return { key: null, value, headers: { ...headers }, timestamp: String(timestampMs) };
}

function isOutOfStep(thrown: unknown): boolean {
  return thrown instanceof kafkajs.KafkaJSProtocolError && OUT_OF_STEP.has(thrown.type);
}
