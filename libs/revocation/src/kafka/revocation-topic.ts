import kafkajs, { type Admin } from 'kafkajs';

/**
 * The newest record of each key is kept for ever, whatever the broker's own
 * default is. One partition: a record is a hundred bytes, and there is one for
 * each message that is taken back.
 * https://kafka.apache.org/documentation/#topicconfigs_cleanup.policy
 */
const CLEANUP_POLICY = 'cleanup.policy';
const PARTITIONS = 1;

/** The topic would lose revocations; only an operator can mend that. Its name is what a log shows of it. */
export class UnfitTopicError extends Error {
  override readonly name = 'UnfitTopicError';
}

/** Makes the topic, with the broker's number of replicas, unless it exists. Throws UnfitTopicError for one that forgets. */
export async function ensureRevocationTopic(admin: Admin, topic: string): Promise<void> {
  if (!(await admin.listTopics()).includes(topic)) {
    const configEntries = [{ name: CLEANUP_POLICY, value: 'compact' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS, configEntries }], waitForLeaders: true });
  }
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [CLEANUP_POLICY] }],
  });
  const policy = resources[0]?.configEntries.find(({ configName }) => configName === CLEANUP_POLICY)?.configValue;
  if (policy !== 'compact')
    throw new UnfitTopicError('revocations topic: its cleanup.policy must be compact, or revocations would be deleted');
}
