import { randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import { createKafkaClient, MemoryUsageBus, openUsageBus, type UsageBus } from '../src/index.ts';
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

  it('loses nothing and throws nothing while Kafka is away for a while', async () => {
    const gate = await openGate(brokers());
    const topic = `usage-${randomUUID()}`;
    await busAt(brokers(), topic).bus.ensureTopic();
    const away = await closedPort();
    const { bus, counts } = busAt(`127.0.0.1:${away}`, topic);
    const producer = bus.createProducer();
    producer.record({ kind: 'sign_in', outcome: 'ok' });
    await producer.flush(500);
    expect([...counts]).toEqual([]);
    await gate.listenOn(away);
    await producer.stop(20_000);
    expect([...counts]).toEqual([['postern_usage_events_sent_total', 1]]);
    await gate.close();
  });

  it('drops and counts when Kafka stays away', async () => {
    const { bus, counts } = busAt(`127.0.0.1:${await closedPort()}`, 'usage');
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

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** A way to the broker that is shut until `listenOn`. */
async function openGate(broker: string) {
  const sockets = new Set<Socket>();
  const [host, port] = broker.split(':');
  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => socket.destroy()));
    client.pipe(upstream).pipe(client);
  });
  return {
    listenOn: (at: number) => listening(server, at),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
