// A Kafka of its own, behind a gate that can be shut: for its clients, the
// broker has stopped; and it starts again with all that it had.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGate, type Gate, type KafkaService, startKafka } from '@postern/dev-services';
import { KafkaRevocationList } from '../src/kafka/kafka-revocation-list.ts';
import { newTopic, withAdmin } from './kafka-broker.ts';
import { aRevocation, eventually, newMessageId } from './revocation-list.contract.ts';

let gate: Gate;
let kafka: KafkaService;
let opened: KafkaRevocationList[];
/** How far the wall clock was put forward, and how much time has passed, in seconds. */
let putForward: number;
let passed: number;
let told: string[];

beforeAll(async () => {
  kafka = await startKafka({
    advertise: async (port) => {
      gate = await createGate(port);
      return gate.port;
    },
  });
  await gate.open();
}, 120_000);
beforeEach(() => {
  putForward = 0;
  passed = 0;
  told = [];
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((list) => list.close()));
});
afterAll(async () => {
  await gate.shut();
  await kafka.stop();
});

function openTopic(topic: string): KafkaRevocationList {
  const now = () => Math.floor(Date.now() / 1000) + putForward;
  const elapsed = () => performance.now() / 1000 + passed;
  const list = new KafkaRevocationList(
    { brokers: [kafka.brokers], topic },
    { now, elapsed, checkEveryMs: 200, onReading: (state) => told.push(state) },
  );
  opened.push(list);
  return list;
}

const knows = (list: KafkaRevocationList) => () => !list.isRevoked('clinic', newMessageId());

describe('while Kafka is away', () => {
  it('a replica goes on for a minute, then answers nobody, and recovers by itself with all that it missed', async () => {
    const topic = newTopic();
    const list = openTopic(topic);
    await list.ready();
    const [before, missed] = [aRevocation(), aRevocation()];
    await list.add(before);
    await gate.shut();
    expect([list.isRevoked('clinic', before.jti), list.isRevoked('clinic', missed.jti)]).toEqual([true, false]);
    await expect(list.add(missed)).rejects.toMatchObject({ code: 'keyrelease.unavailable' });

    putForward = 62;
    expect(() => list.isRevoked('clinic', missed.jti)).toThrow('keyrelease.unavailable');
    expect(() => list.isRevoked('clinic', before.jti)).toThrow('keyrelease.unavailable');
    await eventually(() => told.length > 0);

    await gate.open();
    const other = openTopic(topic);
    await other.ready();
    await other.add(missed);
    await eventually(() => list.isRevoked('clinic', missed.jti) && list.isRevoked('clinic', before.jti));
    expect(knows(list)()).toBe(true);
    // Kafka's client may stumble more than once until it is back.
    expect([told[0], told.at(-1)]).toEqual(['interrupted', 'resumed']);
  });

  it('no clock that is put back makes old knowledge new', async () => {
    const list = openTopic(newTopic());
    await list.ready();
    await gate.shut();
    putForward = -3_600;
    expect(knows(list)()).toBe(true);
    passed = 62;
    expect(() => list.isRevoked('clinic', newMessageId())).toThrow('keyrelease.unavailable');
    await gate.open();
    await eventually(knows(list));
  });

  it('a replica that starts is not ready, says that it cannot know, and is ready once Kafka is there', async () => {
    const topic = newTopic();
    await gate.shut();
    const list = openTopic(topic);
    let isReady = false;
    const ready = list.ready().then(() => {
      isReady = true;
    });
    expect(() => list.isRevoked('clinic', newMessageId())).toThrow('keyrelease.unavailable');
    await expect(list.add(aRevocation())).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
    expect(isReady).toBe(false);
    await gate.open();
    await ready;
    expect(knows(list)()).toBe(true);
  });

  it('a replica can be closed', async () => {
    await gate.shut();
    const list = openTopic(newTopic());
    const ready = list.ready();
    await list.close();
    await expect(ready).rejects.toThrow('closed');
    await gate.open();
  });
});

describe('a topic that was deleted and made anew', () => {
  it('is read again from its beginning', async () => {
    const topic = newTopic();
    const list = openTopic(topic);
    await list.ready();
    for (let n = 0; n < 3; n++) await list.add(aRevocation());
    await withAdmin([kafka.brokers], (admin) => admin.deleteTopics({ topics: [topic] }));
    const other = openTopic(topic);
    await other.ready();
    const revocation = aRevocation();
    await other.add(revocation);
    await eventually(() => list.isRevoked('clinic', revocation.jti));
  });

  it('gets again what a sender takes back again, though a replica knows it already', async () => {
    const topic = newTopic();
    const list = openTopic(topic);
    await list.ready();
    const [lost, another] = [aRevocation(), aRevocation()];
    for (const revocation of [lost, aRevocation(), aRevocation()]) await list.add(revocation);
    await withAdmin([kafka.brokers], (admin) => admin.deleteTopics({ topics: [topic] }));
    const other = openTopic(topic);
    await other.ready();
    await other.add(another);
    await eventually(() => list.isRevoked('clinic', another.jti));
    await list.add(lost);
    await eventually(() => other.isRevoked('clinic', lost.jti));
  });
});

describe('a replica that is closed', () => {
  it('leaves no consumer group behind', async () => {
    const groups = () =>
      withAdmin([kafka.brokers], async (admin) =>
        (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('postern-revocations-')),
      );
    const list = openTopic(newTopic());
    await list.ready();
    expect((await groups()).length).toBeGreaterThan(0);
    await Promise.all(opened.map((each) => each.close()));
    await eventually(async () => (await groups()).length === 0);
  });
});
