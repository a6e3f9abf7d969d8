import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KafkaService, startKafka } from '@postern/dev-services';
import { createKafkaClient, makeTopic } from '@postern/kafka';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { MemoryUsageBus, openUsageBus, usageTopics } from '../src/index.ts';
import { countedMetrics } from './usage-bus-contract.ts';

let kafka: KafkaService;
beforeAll(async () => {
  kafka = await startKafka({ withPermissions: true });
}, 120_000);
afterAll(() => kafka.stop());

describe('a consumer that may not make the topic', () => {
  it('says so once, and reads it as soon as somebody else has made it', async () => {
    const topic = `usage-${randomUUID()}`;
    await forbidToMakeTopics();
    const told: Error[] = [];
    const first = Promise.withResolvers<void>();
    const bus = openUsageBus(
      { kind: 'kafka', brokers: [kafka.brokers], topic },
      {
        memory: new MemoryUsageBus(),
        metrics: countedMetrics().metrics,
        onForbiddenTopic: (thrown) => {
          told.push(thrown);
          first.resolve();
        },
      },
    );
    const arrived = Promise.withResolvers<void>();
    const consumer = bus.createConsumer('readers');
    consumer.run(async () => arrived.resolve());
    const producer = bus.createProducer();
    producer.record({ kind: 'sign_in', outcome: 'ok' });
    await first.promise;
    await allowToMake(topic);
    await arrived.promise;
    await Promise.all([producer.stop(5_000), consumer.stop()]);
    expect(told.map(({ name, message }) => [name, message])).toEqual([
      ['TopicForbiddenError', `topic ${topic} does not exist and may not be made`],
    ]);
  }, 60_000);
});

const EVERYBODY = { principal: 'User:ANONYMOUS', host: '*', resourcePatternType: ResourcePatternTypes.LITERAL } as const;

async function withAdmin(
  use: (admin: ReturnType<ReturnType<typeof createKafkaClient>['admin']>) => Promise<unknown>,
): Promise<void> {
  const admin = createKafkaClient([kafka.brokers]).admin();
  await admin.connect();
  await use(admin);
  await admin.disconnect();
}

/** Neither because of the cluster nor because of a topic's name. */
function forbidToMakeTopics(): Promise<void> {
  const cluster = { ...EVERYBODY, resourceType: AclResourceTypes.CLUSTER, resourceName: 'kafka-cluster' };
  const topics = { ...EVERYBODY, resourceType: AclResourceTypes.TOPIC, resourceName: '*' };
  const [allow, deny] = [{ permissionType: AclPermissionTypes.ALLOW }, { permissionType: AclPermissionTypes.DENY }];
  return withAdmin((admin) =>
    admin.createAcls({
      acl: [
        { ...cluster, ...allow, operation: AclOperationTypes.ALL },
        { ...cluster, ...deny, operation: AclOperationTypes.CREATE },
        // The broker makes this one itself, and asks as everybody does.
        { ...topics, resourceName: '__consumer_offsets', ...allow, operation: AclOperationTypes.ALL },
        ...[AclOperationTypes.DESCRIBE, AclOperationTypes.READ, AclOperationTypes.WRITE].map((operation) => ({
          ...topics,
          ...allow,
          operation,
        })),
      ],
    }),
  );
}

/** As an operator who may. */
function allowToMake(topic: string): Promise<void> {
  const acl = { ...EVERYBODY, resourceType: AclResourceTypes.TOPIC, resourceName: topic, operation: AclOperationTypes.CREATE };
  return withAdmin(async (admin) => {
    await admin.createAcls({ acl: [{ ...acl, permissionType: AclPermissionTypes.ALLOW }] });
    await makeTopic(admin, usageTopics(topic)[0]);
  });
}
