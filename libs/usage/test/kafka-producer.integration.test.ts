// What Kafka gets when it, or the way to it, fails: a broker of our own behind
// a gate, killed and started again, and answers that get lost.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGate, type Gate, type KafkaService, startKafka } from '@postern/dev-services';
import { createKafkaClient } from '@postern/kafka';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import {
  hourOf,
  loadEventCodec,
  MemoryUsageBus,
  openUsageBus,
  outgoingRecord,
  startOfHour,
  type UsageRecord,
} from '../src/index.ts';
import { KafkaSender } from '../src/kafka/kafka-sender.ts';
import { countedMetrics } from './usage-bus-contract.ts';

const PARTITIONS = 3;
/** https://kafka.apache.org/protocol#The_Messages_Produce: the key of a request stands behind its length. */
const isProduce = (bytes: Buffer) => bytes.length > 6 && bytes.readInt16BE(4) === 0;
const codec = loadEventCodec();
const HOUR = hourOf(Date.UTC(2026, 5, 1, 10));

let gate: Gate;
let kafka: KafkaService;
let client: Kafka;
let topic: string;
beforeAll(async () => {
  kafka = await startKafka({
    advertise: async (port) => {
      gate = await createGate(port);
      await gate.open();
      return gate.port;
    },
  });
  client = createKafkaClient([kafka.brokers]);
}, 120_000);
afterAll(async () => {
  await gate.shut();
  await kafka.stop();
});
beforeEach(async () => {
  topic = `usage-${randomUUID()}`;
  await withAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: true }));
});

async function withAdmin<Result>(use: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = client.admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

const batch = (length: number) =>
  Array.from({ length }, () => outgoingRecord(codec.encode({ kind: 'sign_in', outcome: 'ok', hour: HOUR }), HOUR));
const idsOf = (records: readonly Pick<UsageRecord, 'headers'>[]) => records.map(({ headers }) => headers['ce_id']).sort();

/** Everything that is in the topic. */
async function inTopic(): Promise<UsageRecord[]> {
  const ends = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
  const total = ends.reduce((sum, { high }) => sum + Number(high), 0);
  if (total === 0) return [];
  const consumer = openUsageBus(
    { kind: 'kafka', brokers: [kafka.brokers], topic },
    { memory: new MemoryUsageBus(), metrics: countedMetrics().metrics },
  ).createConsumer(randomUUID());
  const records: UsageRecord[] = [];
  const all = Promise.withResolvers<void>();
  consumer.run(async (given) => {
    records.push(...given.records);
    if (records.length >= total) all.resolve();
  });
  await all.promise;
  await consumer.stop();
  return records;
}

/** As a producer of events sends: the same batch until it is taken. */
async function sendUntilTaken(sender: KafkaSender, records: ReturnType<typeof batch>): Promise<void> {
  for (let failures = 0; failures < 50; failures++) {
    try {
      return await sender.send(records);
    } catch {
      // Again.
    }
  }
  throw new Error('the batch was never taken');
}

describe('a batch', () => {
  it('is in the topic once, however often its acknowledgement is lost', async () => {
    const sender = new KafkaSender(client, topic);
    const batches = [batch(50), batch(200), batch(1), batch(500)];
    for (const records of batches) {
      gate.loseAnswerTo(isProduce);
      await sendUntilTaken(sender, records);
    }
    await sender.close();
    expect(idsOf(await inTopic())).toEqual(idsOf(batches.flat()));
  }, 60_000);

  it('is in the topic once when the broker is killed at any moment of its sending', async () => {
    const sender = new KafkaSender(client, topic);
    const batches = Array.from({ length: 30 }, () => batch(100));
    let restarting: Promise<void> | undefined;
    for (const [at, records] of batches.entries()) {
      if (at === 10) restarting = kafka.restart();
      await sendUntilTaken(sender, records);
    }
    await restarting;
    await sender.close();
    expect(idsOf(await inTopic())).toEqual(idsOf(batches.flat()));
  }, 120_000);

  it('gets a new producer when the broker and the old one do not agree where they are', async () => {
    const sender = new KafkaSender(client, topic);
    await sender.send(batch(5));
    // What a sender must not do, on every partition: to go on with other records while it does not know of the last ones.
    await gateLosesAll(async () => {
      await expect(sender.send(batch(70))).rejects.toThrow();
    });
    const refusals: string[] = [];
    for (let tries = 0; tries < 60 && refusals.length === 0; tries++)
      await sender
        .send(batch(3))
        .catch((thrown) => refusals.push(thrown instanceof kafkajs.KafkaJSProtocolError ? thrown.type : String(thrown)));
    expect(refusals).toEqual(['OUT_OF_ORDER_SEQUENCE_NUMBER']);
    const last = batch(3);
    await sender.send(last);
    await sender.close();
    expect(idsOf(await inTopic())).toEqual(expect.arrayContaining(idsOf(last)));
  }, 60_000);
});

/** Every request is served and no answer arrives. */
async function gateLosesAll(run: () => Promise<void>): Promise<void> {
  const again = (bytes: Buffer): boolean => {
    if (!isProduce(bytes)) return false;
    queueMicrotask(() => gate.loseAnswerTo(again));
    return true;
  };
  gate.loseAnswerTo(again);
  await run();
  gate.loseAnswerTo(() => false);
}

describe('a producer of usage events', () => {
  it('keeps what it can while the broker is away and killed, and sends that and nothing else when it is back', async () => {
    const { metrics, counts } = countedMetrics();
    let now = startOfHour(HOUR);
    const bus = openUsageBus(
      { kind: 'kafka', brokers: [kafka.brokers], topic },
      { memory: new MemoryUsageBus(), metrics, now: () => now },
    );
    await gate.shut();
    const producer = bus.createProducer();
    for (let uses = 0; uses < 12_000; uses++) {
      now = startOfHour(HOUR) + uses * 300;
      producer.record({ kind: 'message_viewed', outcome: 'ok', size: 'under_1_mb', senderOrganisation: 7 });
    }
    await kafka.restart();
    await producer.flush(500);
    expect([...counts]).toEqual([['postern_usage_events_dropped_total full', 2_000]]);
    await gate.open();
    await producer.stop(30_000);
    expect([...counts].sort()).toEqual([
      ['postern_usage_events_dropped_total full', 2_000],
      ['postern_usage_events_sent_total', 10_000],
    ]);
    const records = await inTopic();
    expect(new Set(idsOf(records)).size).toBe(10_000);
    const hours = records.map(({ value }) => codec.decode(value, HOUR + 1).hour);
    expect(hours.filter((hour) => hour === HOUR)).toHaveLength(10_000);
  }, 120_000);
});
