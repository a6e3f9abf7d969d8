// What a topic must be like for what it holds: how long records are kept is a
// promise that we make to others, so it is made when the topic is, and looked
// at again later. A topic that exists is never changed by us.
import kafkajs, { type Admin } from 'kafkajs';

export interface TopicPlan {
  readonly topic: string;
  /** https://kafka.apache.org/documentation/#topicconfigs */
  readonly settings: Readonly<Record<string, string>>;
  /** The broker's own number unless told. */
  readonly partitions?: number | undefined;
  readonly replicas?: number | undefined;
}

/** Of a setting, or of `partitions` or `replicas`. */
export interface TopicDifference {
  readonly what: string;
  readonly planned: string;
  readonly found: string;
}

/** The topic is not there and we may not make it, or it is there and we may not see it. Its name is what a log shows of it. */
export class TopicForbiddenError extends Error {
  override readonly name = 'TopicForbiddenError';
}

const FORBIDDEN: ReadonlySet<string> = new Set(['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED']);
const EXISTS = 'TOPIC_ALREADY_EXISTS';

/** Makes the topic unless it exists; true when it did. Throws TopicForbiddenError. */
export async function makeTopic(admin: Admin, { topic, settings, partitions, replicas }: TopicPlan): Promise<boolean> {
  if ((await admin.listTopics()).includes(topic)) return false;
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const order = { topic, configEntries, numPartitions: partitions ?? -1, replicationFactor: replicas ?? -1 };
  try {
    return await admin.createTopics({ topics: [order], waitForLeaders: true });
  } catch (cause) {
    const types = typesOf(cause);
    // Somebody else made it just now.
    if (types.includes(EXISTS)) return false;
    if (types.some((type) => FORBIDDEN.has(type)))
      throw new TopicForbiddenError(`topic ${topic} does not exist and may not be made`, { cause });
    throw cause;
  }
}

/** How a topic that exists differs from its plan; an empty list when it does not. Undefined when there is no such topic. */
export async function topicDifferences(admin: Admin, plan: TopicPlan): Promise<readonly TopicDifference[] | undefined> {
  const { topic, settings, partitions, replicas } = plan;
  if (!(await admin.listTopics()).includes(topic)) return undefined;
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const found = topics[0]?.partitions ?? [];
  const fewest = Math.min(...found.map((partition) => partition.replicas.length));
  const values = await settingsOf(admin, topic, Object.keys(settings));
  return [
    ...differenceOf('partitions', partitions, found.length),
    ...differenceOf('replicas', replicas, fewest),
    ...Object.entries(settings).flatMap(([name, planned]) => differenceOf(name, planned, values.get(name) ?? 'unknown')),
  ];
}

async function settingsOf(admin: Admin, topic: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [...names] }],
  });
  return new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}

function differenceOf(what: string, planned: string | number | undefined, found: string | number): TopicDifference[] {
  return planned === undefined || String(planned) === String(found)
    ? []
    : [{ what, planned: String(planned), found: String(found) }];
}

/** kafkajs tells one failure for each topic, inside one for all of them. */
function typesOf(thrown: unknown): readonly string[] {
  if (thrown instanceof kafkajs.KafkaJSProtocolError) return [thrown.type];
  if (thrown instanceof kafkajs.KafkaJSAggregateError) return thrown.errors.flatMap(typesOf);
  return [];
}
