import { randomUUID } from 'node:crypto';
import { createKafkaClient } from '@postern/kafka';
import type { Admin, Message } from 'kafkajs';

/** The broker that the integration project starts. */
export function brokers(): readonly string[] {
  const value = process.env['TEST_KAFKA_BROKERS'];
  if (value === undefined) throw new Error('TEST_KAFKA_BROKERS is not set: run this through the integration project');
  return [value];
}

export const newTopic = () => `revocations-${randomUUID()}`;

export async function withAdmin<Result>(at: readonly string[], work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = createKafkaClient(at).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function createTopic(topic: string, configs: Readonly<Record<string, string>>): Promise<void> {
  const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
  await withAdmin(brokers(), (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true }),
  );
}

/** One after the other, so that each has a batch of its own. */
export async function produce(topic: string, messages: readonly Message[]): Promise<void> {
  const producer = createKafkaClient(brokers()).producer();
  await producer.connect();
  for (const message of messages) await producer.send({ topic, acks: -1, messages: [message] });
  await producer.disconnect();
}

/** How many records a topic still has, of those before its present end; its last record must be one that stays. */
export async function countRecords(topic: string): Promise<number> {
  const [end] = await withAdmin(brokers(), (admin) => admin.fetchTopicOffsets(topic));
  const last = BigInt(end?.high ?? '0') - 1n;
  const consumer = createKafkaClient(brokers()).consumer({ groupId: randomUUID() });
  let count = 0;
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve) => {
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        count += 1;
        if (BigInt(message.offset) >= last) resolve();
      },
    });
  });
  await consumer.disconnect();
  return count;
}
