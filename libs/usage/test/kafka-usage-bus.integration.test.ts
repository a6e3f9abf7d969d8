import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createGate } from '@postern/dev-services';
import { createKafkaClient } from '@postern/kafka';
import { ConfigResourceTypes } from 'kafkajs';
import { MemoryUsageBus, openUsageBus, type UsageBus } from '../src/index.ts';
import { countedMetrics, usageBusContract } from './usage-bus-contract.ts';

function brokers(): string {
  const value = process.env['TEST_KAFKA_BROKERS'];
  if (value === undefined) throw new Error('TEST_KAFKA_BROKERS is not set: run this through the integration project');
  return value;
}

function busAt(broker: string, topic: string) {
  const { metrics, counts } = countedMetrics();
  const bus = openUsageBus({ kind: 'kafka', brokers: [broker], topic }, { memory: new MemoryUsageBus(), metrics });
  return { bus, counts };
}

describe('kafka:', () => {
  usageBusContract(async () => {
    const { bus } = busAt(brokers(), `usage-${randomUUID()}`);
    await bus.ensureTopic();
    return bus;
  });

  it('keeps records for two days, in segments of an hour', async () => {
    const topic = `usage-${randomUUID()}`;
    const { bus } = busAt(brokers(), topic);
    await bus.ensureTopic();
    await bus.ensureTopic();
    const admin = createKafkaClient([brokers()]).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [
        { type: ConfigResourceTypes.TOPIC, name: topic, configNames: ['retention.ms', 'segment.ms', 'cleanup.policy'] },
      ],
    });
    await admin.disconnect();
    const settings = Object.fromEntries(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]) ?? []);
    expect(settings).toEqual({ 'retention.ms': '172800000', 'segment.ms': '3600000', 'cleanup.policy': 'delete' });
  });

  it('tells others which records were no events, and nothing that these say', async () => {
    const topic = `usage-${randomUUID()}`;
    const sink = busAt(brokers(), topic).bus.createDeadLetterSink();
    await sink.send([{ topic, partition: 3, offset: 9_007_199_254_740_993n, code: 'usage.event_invalid' }]);
    await sink.close();
    const told = Promise.withResolvers<unknown>();
    const consumer = busAt(brokers(), `${topic}.dead-letter`).bus.createConsumer('watchers');
    consumer.run(async ({ records }) => told.resolve(records.map(({ value, headers }) => [value.toString(), headers])));
    const described = { topic, partition: 3, offset: '9007199254740993', code: 'usage.event_invalid' };
    expect(await told.promise).toEqual([[JSON.stringify(described), {}]]);
    await consumer.stop();
  });

  it('loses nothing and throws nothing while Kafka is away for a while', async () => {
    const topic = `usage-${randomUUID()}`;
    await busAt(brokers(), topic).bus.ensureTopic();
    const gate = await createGate(Number(brokers().split(':')[1]));
    const { bus, counts } = busAt(`127.0.0.1:${gate.port}`, topic);
    const producer = bus.createProducer();
    producer.record({ kind: 'sign_in', outcome: 'ok' });
    await producer.flush(500);
    expect([...counts]).toEqual([]);
    await gate.open();
    await producer.stop(20_000);
    await gate.shut();
    expect([...counts]).toEqual([['postern_usage_events_sent_total', 1]]);
  });

  it('drops and counts when Kafka stays away', async () => {
    const shut = await createGate(1);
    const { bus, counts } = busAt(`127.0.0.1:${shut.port}`, 'usage');
    const [producer, consumer] = [bus.createProducer(), bus.createConsumer('readers')];
    consumer.run(async () => {});
    producer.record({ kind: 'sign_in', outcome: 'ok' });
    await producer.stop(300);
    await consumer.stop();
    expect([...counts]).toEqual([['postern_usage_events_dropped_total unsent', 1]]);
  });

  it('consumes a topic that is made only later', async () => {
    const { bus } = busAt(brokers(), `usage-${randomUUID()}`);
    const consumer = bus.createConsumer('readers');
    const arrived = firstRecord(consumer);
    const producer = bus.createProducer();
    producer.record({ kind: 'sign_in', outcome: 'ok' });
    await arrived;
    await Promise.all([producer.stop(5_000), consumer.stop()]);
  });
});

function firstRecord(consumer: ReturnType<UsageBus['createConsumer']>): Promise<void> {
  return new Promise((resolve) => {
    consumer.run(async () => resolve());
  });
}
