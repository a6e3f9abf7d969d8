import type { Kafka, Producer } from 'kafkajs';
import type { OutgoingRecord } from '../outgoing-record.ts';

/** Sends batches to one topic, connecting when there is something to send. */
export class KafkaSender {
  readonly #producer: Producer;
  readonly #topic: string;
  #connected = false;

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#producer = kafka.producer({ allowAutoTopicCreation: false });
  }

  /**
   * Resolves when all in-sync replicas have them. A rejection does not prove
   * that they have not: sending again may count an event twice, once per lost
   * acknowledgement (kafkajs calls its idempotent producer experimental).
   */
  async send(records: readonly OutgoingRecord[]): Promise<void> {
    if (!this.#connected) {
      await this.#producer.connect();
      this.#connected = true;
    }
    await this.#producer.send({
      topic: this.#topic,
      acks: -1,
      messages: records.map(({ value, headers, timestampMs }) => ({
        key: null,
        value,
        headers: { ...headers },
        timestamp: String(timestampMs),
      })),
    });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => {});
  }
}
