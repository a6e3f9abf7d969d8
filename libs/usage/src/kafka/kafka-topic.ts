import { makeTopic, type TopicPlan, withAdmin } from '@postern/kafka';
import type { Kafka } from 'kafkajs';

const HOUR_MS = 3_600_000;

/**
 * Records are deleted after 48 hours. Kafka deletes whole segments, so a
 * segment is closed every hour; and the record's own time, which is rounded to
 * the hour, is kept instead of the moment of its arrival.
 * https://kafka.apache.org/documentation/#topicconfigs
 */
const SETTINGS: TopicPlan['settings'] = {
  'cleanup.policy': 'delete',
  'retention.ms': String(48 * HOUR_MS),
  'segment.ms': String(HOUR_MS),
  'message.timestamp.type': 'CreateTime',
};

/** Where it is told which records are no events. */
const deadLetterTopic = (topic: string): string => `${topic}.dead-letter`;

/** The topic of the events, and the one of those that are none; nothing stays longer in the second than in the first. */
export function usageTopics(topic: string): readonly [usage: TopicPlan, deadLetters: TopicPlan] {
  return [
    { topic, settings: SETTINGS },
    { topic: deadLetterTopic(topic), settings: SETTINGS, partitions: 1 },
  ];
}

/** Makes the topic unless it exists. Throws TopicForbiddenError. */
export async function ensureKafkaTopic(kafka: Kafka, plan: TopicPlan): Promise<void> {
  await withAdmin(kafka, (admin) => makeTopic(admin, plan));
}
