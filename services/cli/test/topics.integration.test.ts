// The topics job against a real broker: one that allows everything, and one
// that knows who may do what.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type KafkaService, startKafka } from '@postern/dev-services';
import { createKafkaClient } from '@postern/kafka';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { postern } from './run-in-process.ts';

let kafka: KafkaService;
let topic: string;
let options: readonly string[];
beforeAll(async () => {
  kafka = await startKafka({ withPermissions: true });
}, 120_000);
beforeEach(() => {
  topic = `usage-${randomUUID()}`;
  options = ['--brokers', kafka.brokers, '--usage', topic, '--revocations', `${topic}-revocations`];
});
afterAll(() => kafka.stop());

const create = (...args: string[]) => postern('topics', 'create', ...args);

describe('postern topics create', () => {
  it('makes each topic as it should be, and finds it so later', async () => {
    const made = await create(...options, '--partitions', '3', '--replicas', '1', '--min-in-sync-replicas', '1');
    expect(made).toEqual({
      code: 0,
      out: `made        ${topic}\nmade        ${topic}.dead-letter\nmade        ${topic}-revocations\n`,
      err: '',
    });
    const again = await create(...options, '--partitions', '3', '--replicas', '1', '--min-in-sync-replicas', '1');
    expect([again.code, again.out]).toEqual([0, made.out.replaceAll('made    ', 'in order')]);
    expect((await create(...options, '--check')).code).toBe(0);
  });

  it('gives the dead letters the same 48 hours as the events', async () => {
    await create(...options);
    const admin = createKafkaClient([kafka.brokers]).admin();
    await admin.connect();
    const names = ['retention.ms', 'segment.ms', 'cleanup.policy'];
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [topic, `${topic}.dead-letter`].map((name) => ({ type: 2, name, configNames: names })),
    });
    await admin.disconnect();
    const settings = resources.map(({ configEntries }) =>
      configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
    expect(settings[0]).toEqual(settings[1]);
    expect(Object.fromEntries(settings[0] ?? [])).toEqual({
      'retention.ms': '172800000',
      'segment.ms': '3600000',
      'cleanup.policy': 'delete',
    });
  });

  it('says what differs, changes nothing and ends with 1', async () => {
    const admin = createKafkaClient([kafka.brokers]).admin();
    await admin.connect();
    const configEntries = [{ name: 'retention.ms', value: '-1' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 2, configEntries }], waitForLeaders: true });
    await admin.disconnect();
    for (const round of ['first', 'second']) {
      const { code, out } = await create(...options.slice(0, 4), '--partitions', '6');
      expect([round, code]).toEqual([round, 1]);
      expect(out.split('\n')).toEqual(
        expect.arrayContaining([
          `differs     ${topic}  partitions is 2 and should be 6`,
          `differs     ${topic}  retention.ms is -1 and should be 172800000`,
          `differs     ${topic}  segment.ms is 604800000 and should be 3600000`,
          `${round === 'first' ? 'made    ' : 'in order'}    ${topic}.dead-letter`,
        ]),
      );
    }
  });

  it('with --check makes nothing', async () => {
    const { code, out } = await create(...options, '--check');
    expect([code, out]).toEqual([
      1,
      `missing     ${topic}\nmissing     ${topic}.dead-letter\nmissing     ${topic}-revocations\n`,
    ]);
  });

  it('says in one line that it may not make a topic', async () => {
    await forbidToMake(topic);
    expect(await create(...options)).toEqual({
      code: 1,
      out: '',
      err: `postern: topic ${topic} does not exist and may not be made\n`,
    });
  });

  it.each([
    [[], 'which topics?'],
    [['--usage', 'a b'], 'topics have names of'],
    [['--usage', 'usage', '--partitions', '0'], '--partitions takes a number from 1 to 1000'],
    [['--usage', 'usage', '--replicas', '2', '--min-in-sync-replicas', '3'], 'nothing could ever be written'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await create('--brokers', 'broker:9092', ...args);
    expect([code, err]).toEqual([64, expect.stringContaining(message)]);
  });

  it('says that Kafka does not answer', async () => {
    expect(await create('--brokers', '127.0.0.1:1', '--usage', 'usage')).toMatchObject({
      code: 69,
      err: expect.stringContaining('127.0.0.1:1'),
    });
  });
});

/** From now on nobody may make this topic: neither because of the topic nor because of the cluster. */
async function forbidToMake(name: string): Promise<void> {
  const admin = createKafkaClient([kafka.brokers]).admin();
  await admin.connect();
  const everybody = { principal: 'User:ANONYMOUS', host: '*', resourcePatternType: ResourcePatternTypes.LITERAL };
  const cluster = { ...everybody, resourceType: AclResourceTypes.CLUSTER, resourceName: 'kafka-cluster' };
  const [deny, allow] = [{ permissionType: AclPermissionTypes.DENY }, { permissionType: AclPermissionTypes.ALLOW }];
  await admin.createAcls({
    acl: [
      { ...cluster, ...allow, operation: AclOperationTypes.ALL },
      { ...cluster, ...deny, operation: AclOperationTypes.CREATE },
      { ...everybody, resourceType: AclResourceTypes.TOPIC, resourceName: name, ...deny, operation: AclOperationTypes.CREATE },
    ],
  });
  await admin.disconnect();
}
