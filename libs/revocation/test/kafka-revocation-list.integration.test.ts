import { describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import { openRevocationList, revocationId } from '../src/index.ts';
import { KafkaRevocationList } from '../src/kafka/kafka-revocation-list.ts';
import { brokers, countRecords, createTopic, newTopic, produce, withAdmin } from './kafka-broker.ts';
import {
  aRevocation,
  eventually,
  newMessageId,
  revocationListContract,
  sharedRevocationListContract,
} from './revocation-list.contract.ts';

const openTopic = (topic: string) => openRevocationList({ kind: 'kafka', brokers: brokers(), topic });
const openNewTopic = async () => {
  const topic = newTopic();
  return () => openTopic(topic);
};
const recordOf = (jti: string, value: string | null) => ({ key: revocationId('clinic', jti), value });

describe('kafka:', () => {
  revocationListContract(openNewTopic);
  sharedRevocationListContract(openNewTopic);

  it('makes a topic that keeps the newest record of each key for ever', async () => {
    const topic = newTopic();
    const lists = [openTopic(topic), openTopic(topic)];
    await Promise.all(lists.map((list) => list.ready()));
    await Promise.all(lists.map((list) => list.close()));
    const { resources } = await withAdmin(brokers(), (admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] }),
    );
    const policy = resources[0]?.configEntries.find(({ configName }) => configName === 'cleanup.policy')?.configValue;
    expect(policy).toBe('compact');
  });

  it.each(['delete', 'compact,delete'])('refuses a topic that would forget (%s)', async (policy) => {
    const topic = newTopic();
    await createTopic(topic, { 'cleanup.policy': policy });
    const list = openTopic(topic);
    await expect(list.ready()).rejects.toThrow('cleanup.policy must be compact');
    expect(() => list.isRevoked('clinic', newMessageId())).toThrow('keyrelease.unavailable');
    await list.close();
  });

  it('reads every partition of a topic that has several', async () => {
    const topic = newTopic();
    await withAdmin(brokers(), (admin) =>
      admin.createTopics({
        topics: [{ topic, numPartitions: 3, configEntries: [{ name: 'cleanup.policy', value: 'compact' }] }],
        waitForLeaders: true,
      }),
    );
    const ids = Array.from({ length: 12 }, newMessageId);
    await produce(
      topic,
      ids.map((jti, n) => ({ ...recordOf(jti, '-'), partition: n % 3 })),
    );
    const list = openTopic(topic);
    await list.ready();
    expect(ids.map((jti) => list.isRevoked('clinic', jti))).toEqual(ids.map(() => true));
    await list.close();
  });

  it('takes the key for what counts: a value that it cannot read revokes for ever, a key that is no id means nothing', async () => {
    const topic = newTopic();
    await createTopic(topic, { 'cleanup.policy': 'compact' });
    const [strange, huge] = [newMessageId(), newMessageId()];
    await produce(topic, [recordOf(strange, '{"v":2}'), recordOf(huge, '9999999999'), { key: 'marker', value: '' }]);
    const list = openTopic(topic);
    await list.ready();
    expect([strange, huge].map((jti) => list.isRevoked('clinic', jti))).toEqual([true, true]);
    expect(list.status().known).toBe(2);
    await list.close();
  });

  it('puts no more on the topic than can be read again: one sender must not stop the answers to all', async () => {
    const topic = newTopic();
    const clocks = { now: () => Date.now() / 1000, elapsed: () => performance.now() / 1000 };
    const list = new KafkaRevocationList({ brokers: brokers(), topic }, { ...clocks, capacity: 4 });
    await list.ready();
    const ids = Array.from({ length: 3 }, newMessageId);
    for (const jti of ids) await list.add(aRevocation({ jti }));
    for (let more = 0; more < 3; more++) await expect(list.add(aRevocation())).rejects.toThrow('keyrelease.unavailable');
    const ends = await withAdmin(brokers(), (admin) => admin.fetchTopicOffsets(topic));
    expect(ends[0]?.high).toBe('3');
    expect(list.isRevoked('clinic', newMessageId())).toBe(false);
    await list.close();
  });

  it('honours a tombstone, as compaction will', async () => {
    const topic = newTopic();
    const list = openTopic(topic);
    await list.ready();
    const revocation = aRevocation();
    await list.add(revocation);
    await produce(topic, [recordOf(revocation.jti, null)]);
    await eventually(() => !list.isRevoked('clinic', revocation.jti));
    const later = openTopic(topic);
    await later.ready();
    expect(later.isRevoked('clinic', revocation.jti)).toBe(false);
    await Promise.all([list.close(), later.close()]);
  });

  it('is ready over the gaps that compaction leaves, and has lost nothing', async () => {
    const topic = newTopic();
    await createTopic(topic, {
      'cleanup.policy': 'compact',
      'segment.ms': '100',
      'min.cleanable.dirty.ratio': '0.001',
      'delete.retention.ms': '0',
    });
    const [kept, withdrawn, last] = [newMessageId(), newMessageId(), newMessageId()];
    const repeated = Array.from({ length: 30 }, () => recordOf(kept, '-'));
    await produce(topic, [...repeated, recordOf(withdrawn, '-'), recordOf(withdrawn, null)]);
    let produced = 32;
    // A segment ends when a record comes after its time, and only ended ones are compacted.
    await eventually(async () => {
      await produce(topic, [recordOf(last, '-')]);
      produced += 1;
      return (await countRecords(topic)) < produced - 30;
    });
    const list = openTopic(topic);
    await list.ready();
    expect([kept, withdrawn, last].map((jti) => list.isRevoked('clinic', jti))).toEqual([true, false, true]);
    await list.close();
  });
});
