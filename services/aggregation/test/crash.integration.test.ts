import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MemoryUsageBus, openUsageBus, parseUsageBusAddress } from '@postern/usage';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import type { Orders } from './counting-process.ts';
import { freshDatabase } from './fresh-database.ts';
import { end, ended, type KafkaTopic, kafkaTopic, numberIn, record, startCounting, until } from './processes.ts';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

const children: ChildProcess[] = [];
const topics: KafkaTopic[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
});
afterAll(async () => {
  await Promise.all(topics.map((topic) => topic.close()));
});

async function setUp() {
  const database = await freshDatabase();
  const store = openUsageStore(database);
  await store.count(0, 1); // makes the tables
  await store.close();
  const topic = await kafkaTopic(`usage-${randomUUID()}`, 1);
  topics.push(topic);
  // Each process is a group of its own: the successor is given everything again, which is the worst that Kafka can do,
  // and need not wait until Kafka believes that the killed one is dead.
  const start = (orders: Partial<Orders> = {}): ChildProcess => {
    const child = startCounting({ database: database.href, bus: topic.address, group: randomUUID(), ...orders });
    children.push(child);
    return child;
  };
  return { database, topic, start };
}

type Situation = Awaited<ReturnType<typeof setUp>>;

const uses = (database: URL) => numberIn(database, 'SELECT sum(uses) FROM usage_hourly');
const position = (database: URL) => numberIn(database, 'SELECT sum(next_offset) FROM usage_position');
const deadLetters = (database: URL) => numberIn(database, 'SELECT count(*) FROM usage_dead_letter');

describe('counting that is killed', () => {
  const USES = 25;
  let situation: Situation;
  let recorded = 0;
  let poisoned = 0;
  beforeAll(async () => {
    situation = await setUp();
  });

  // Each victim finds what the ones before it left behind.
  it.each([
    ['when it was handed a batch', '^polled$'],
    ['when it keeps days open', 'pg_advisory_xact_lock_shared'],
    ['when it looked for its position', 'from "usage_position"'],
    ['when it made its position', 'insert into "usage_position"'],
    ['when it wrote the counts', 'INSERT INTO usage_hourly'],
    ['when it wrote the dead letters', 'INSERT INTO usage_dead_letter'],
    ['when it moved its position, before the commit', 'update "usage_position"'],
    ['after the commit, before Kafka knows', '^committed$'],
  ])('%s', async (_when, dieAt) => {
    const { topic, start } = situation;
    await record(topic.bus, USES);
    await topic.poison();
    recorded += USES;
    poisoned += 1;
    expect(await ended(start({ dieAt }))).toBe('SIGKILL');
  });

  it('has counted each use once, and each dead letter, when the next one is through', async () => {
    const { database, start } = situation;
    start();
    await until(async () => (await position(database)) === recorded + poisoned);
    expect([recorded, await uses(database), await deadLetters(database)]).toEqual([8 * USES, recorded, 8]);
  });
});

describe('publishing that is killed', () => {
  const USES = 60;
  let situation: Situation;
  beforeAll(async () => {
    situation = await setUp();
    await record(situation.topic.bus, USES);
    await situation.topic.poison();
  });

  it.each([
    ['when it took dead letters to announce', 'select .* from "usage_dead_letter"'],
    ['when it announced them, before it knows', '^announced$'],
    ['when it marked them as announced', 'update "usage_dead_letter"'],
    ['when it waits for nobody to count', 'pg_advisory_xact_lock\\('],
    ['when it moved the first open day', 'update "usage_open_from"'],
    ['when it noted the closed day', 'insert into "usage_closed_day"'],
    ['when it began the published day', 'insert into "published"."day"'],
    ['when it read the uses of a kind', 'DECLARE uses'],
    ['when it wrote cells', 'INSERT INTO published.cell'],
    ['when the day is published', '^published$'],
  ])('%s', async (_when, dieAt) => {
    const { start } = situation;
    expect(await ended(start({ dieAt, publishAheadMs: 2 * DAY_MS }))).toBe('SIGKILL');
  });

  it('has published each use once, and announced the dead letter at least once', async () => {
    const { database, topic, start } = situation;
    start({ publishAheadMs: 2 * DAY_MS });
    const open = `SELECT count(*) FROM usage_closed_day LEFT JOIN published.day USING (day) WHERE published_at IS NULL`;
    await until(async () => (await numberIn(database, open)) === 0);
    await until(async () => (await numberIn(database, 'SELECT count(*) FROM usage_dead_letter WHERE NOT announced')) === 0);
    expect(await numberIn(database, 'SELECT sum(uses) FROM published.cell')).toBe(USES);
    expect(await numberIn(database, 'SELECT count(*) FROM published.cell')).toBe(1);
    expect(await announced(topic)).toEqual(
      expect.arrayContaining([
        JSON.stringify({ topic: topic.topic, partition: 0, offset: String(USES), code: 'usage.event_invalid' }),
      ]),
    );
  });
});

/** What was told of dead letters, some of it perhaps several times. */
async function announced({ address }: KafkaTopic): Promise<string[]> {
  const parsed = parseUsageBusAddress(`${address}.dead-letter`);
  if (parsed === undefined) throw new Error('not a usage bus');
  const bus = openUsageBus(parsed, { memory: new MemoryUsageBus(), metrics: { counter: () => ({ inc: () => {} }) } });
  const consumer = bus.createConsumer(randomUUID());
  const first = Promise.withResolvers<string[]>();
  consumer.run(async ({ records }) => first.resolve(records.map(({ value }) => value.toString())));
  const values = await first.promise;
  await consumer.stop();
  return values;
}
