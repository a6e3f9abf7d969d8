import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createKafkaClient } from '@postern/kafka';
import { MemoryUsageBus, openUsageBus, parseUsageBusAddress, type UsageBus } from '@postern/usage';
import type { Orders } from './counting-process.ts';
import { fromEnvironment, query } from './fresh-database.ts';

const PROGRAM = fileURLToPath(new URL('./counting-process.ts', import.meta.url));

export function startCounting(orders: Orders): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, JSON.stringify(orders)], {
    stdio: 'inherit',
    env: { PATH: process.env['PATH'] },
  });
}

/** Resolves with the signal that ended it. */
export async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await ended(child);
}

const UNTIL_LIMIT_MS = 60_000;

/** Rejects after a minute: a test that waits for ever would keep the whole run from ending. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + UNTIL_LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > endsAt) throw new Error('waited in vain');
    await delay(50);
  }
}

/** The first column of the first row, as a number; 0 for nothing. */
export async function numberIn(database: URL, statement: string): Promise<number> {
  const [result] = await query(database, statement);
  return Number(Object.values(result?.rows[0] ?? {})[0] ?? 0);
}

export interface KafkaTopic {
  /** `kafka://…/topic` */
  readonly address: string;
  readonly topic: string;
  readonly bus: UsageBus;
  /** Appends a record that is no event. */
  poison(): Promise<void>;
  close(): Promise<void>;
}

export async function kafkaTopic(topic: string, numPartitions: number): Promise<KafkaTopic> {
  const brokers = fromEnvironment('TEST_KAFKA_BROKERS');
  const kafka = createKafkaClient([brokers]);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  const address = `kafka://${brokers}/${topic}`;
  const parsed = parseUsageBusAddress(address);
  if (parsed === undefined) throw new Error('not a usage bus');
  return {
    address,
    topic,
    bus: openUsageBus(parsed, { memory: new MemoryUsageBus(), metrics: { counter: () => ({ inc: () => {} }) } }),
    poison: async () => {
      await producer.send({ topic, messages: [{ value: 'someone@example.org' }] });
    },
    close: () => producer.disconnect(),
  };
}

export async function record(bus: UsageBus, count: number): Promise<void> {
  const producer = bus.createProducer();
  for (let i = 0; i < count; i++) producer.record({ kind: 'message_viewed', outcome: 'ok' });
  await producer.stop(10_000);
}
