import type { Kafka } from 'kafkajs';

const HOUR_MS = 3_600_000;

/**
 * Records are deleted after 48 hours. Kafka deletes whole segments, so a
 * segment is closed every hour; and the record's own time, which is rounded to
 * the hour, is kept instead of the moment of its arrival.
 * https://kafka.apache.org/documentation/#topicconfigs
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': String(48 * HOUR_MS),
  'segment.ms': String(HOUR_MS),
  'message.timestamp.type': 'CreateTime',
};

/** Makes the topic with the broker's number of partitions and replicas, unless it exists. */
export async function ensureKafkaTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    if ((await admin.listTopics()).includes(topic)) return;
    const configEntries = Object.entries(SETTINGS).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic, configEntries }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}
