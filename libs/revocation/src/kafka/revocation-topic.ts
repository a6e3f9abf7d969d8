import { makeTopic, type TopicPlan, topicDifferences } from '@postern/kafka';
import type { Admin } from 'kafkajs';

/**
 * The newest record of each key is kept for ever, whatever the broker's own
 * default is. One partition: a record is a hundred bytes, and there is one for
 * each message that is taken back.
 * https://kafka.apache.org/documentation/#topicconfigs_cleanup.policy
 */
const SETTINGS: TopicPlan['settings'] = { 'cleanup.policy': 'compact' };
const PARTITIONS = 1;

/** The topic would lose revocations; only an operator can mend that. Its name is what a log shows of it. */
export class UnfitTopicError extends Error {
  override readonly name = 'UnfitTopicError';
}

export function revocationTopic(topic: string): TopicPlan {
  return { topic, settings: SETTINGS, partitions: PARTITIONS };
}

/**
 * Makes the topic, with the broker's number of replicas, unless it exists.
 * Throws UnfitTopicError for one that forgets, and TopicForbiddenError.
 */
export async function ensureRevocationTopic(admin: Admin, topic: string): Promise<void> {
  await makeTopic(admin, revocationTopic(topic));
  const differences = await topicDifferences(admin, { topic, settings: SETTINGS });
  if (differences === undefined || differences.length > 0)
    throw new UnfitTopicError('revocations topic: its cleanup.policy must be compact, or revocations would be deleted');
}
