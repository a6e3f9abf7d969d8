// Whoever watches the bus learns that a record was no event, and which one: not
// from its contents, which may be anything and stay where they are until the
// topic forgets them.
import type { TopicPlan } from '@postern/kafka';
import type { Kafka, Producer } from 'kafkajs';
import type { DeadLetterSink, DeadRecord } from '../usage-bus.ts';
import { hourOf, startOfHour } from '../usage-event.ts';
import { ensureKafkaTopic, usageTopics } from './kafka-topic.ts';

export class KafkaDeadLetters implements DeadLetterSink {
  readonly #kafka: Kafka;
  readonly #plan: TopicPlan;
  readonly #producer: Producer;
  #ready = false;

  /** `topic` is the one that the records are in. */
  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    [, this.#plan] = usageTopics(topic);
    this.#producer = kafka.producer({ allowAutoTopicCreation: false });
  }

  async send(records: readonly DeadRecord[]): Promise<void> {
    if (!this.#ready) {
      await ensureKafkaTopic(this.#kafka, this.#plan);
      await this.#producer.connect();
      this.#ready = true;
    }
    const timestamp = String(startOfHour(hourOf(Date.now())));
    await this.#producer.send({
      topic: this.#plan.topic,
      acks: -1,
      messages: records.map((record) => ({ key: null, value: JSON.stringify(described(record)), timestamp })),
    });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => {});
  }
}

/** Offsets are text: they can be larger than what JSON's readers take for exact. */
function described({ topic, partition, offset, code }: DeadRecord): Readonly<Record<string, string | number>> {
  return { topic, partition, offset: String(offset), code };
}
