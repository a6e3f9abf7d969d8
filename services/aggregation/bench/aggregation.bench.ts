// How many events a second one process counts, from a real Kafka into a real
// PostgreSQL and each exactly once; against two floors of the same run: Kafka's
// own consumer, which throws the same records away, and COPY of the same events
// as rows into a table without a log. Between them: our consumer's client with a
// handler that does nothing, and what is ours without Kafka and database.
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKafkaTool, startKafka, startPostgres } from '@postern/dev-services';
import {
  type HandleBatch,
  hourOf,
  loadEventCodec,
  MemoryUsageBus,
  openUsageBus,
  parseUsageBusAddress,
  type UsageEvent,
} from '@postern/usage';
import pg from 'pg';
import { openDatabase } from '../src/adapters/open-database.ts';
import { SqlUsageStore } from '../src/adapters/sql-usage-store.ts';
import { countBatch } from '../src/domain/count-batch.ts';
import type { UsageStore } from '../src/domain/usage-store.ts';
import { filledTopic, madeUpEvents } from './filled-topic.ts';

const EVENTS = 400_000;
const PARTITIONS = 2;
const ROUNDS = 3;
/** Records in a fetch. */
const AT_ONCE = 12_000;

const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
const events = madeUpEvents(EVENTS);
const topic = await filledTopic(kafka.brokers, PARTITIONS, events);
const address = parseUsageBusAddress(`kafka://${kafka.brokers}/${topic}`);
if (address === undefined) throw new Error('not a usage bus');
const bus = openUsageBus(address, { memory: new MemoryUsageBus(), metrics: { counter: () => ({ inc: () => {} }) } });

const best = { kafka: 0, nothing: 0, ours: 0, decoded: 0, copied: 0 };
for (let round = 0; round < ROUNDS; round++) {
  best.kafka = Math.max(best.kafka, await kafkaConsumer());
  best.nothing = Math.max(best.nothing, await consumed(async () => {}));
  best.ours = Math.max(best.ours, await counted());
  best.decoded = Math.max(best.decoded, await decodedAndAdded());
  best.copied = Math.max(best.copied, await copied());
}
report('Kafka’s own consumer, throwing away', best.kafka);
report('COPY into an unlogged table', best.copied);
report('kafkajs with a handler that does nothing', best.nothing);
report('decoding and adding up, no Kafka, no SQL', best.decoded);
report('counting exactly once (target 50,000)', best.ours);
await Promise.all([kafka.stop(), postgres.stop()]);

function report(name: string, rate: number): void {
  const ratio = (floor: number) => `${((rate / floor) * 100).toFixed(0)} %`;
  process.stdout.write(
    `${name.padEnd(42)} ${rate.toFixed(0).padStart(9)} events/s: ${ratio(best.kafka)} of Kafka’s consumer, ${ratio(best.copied)} of COPY\n`,
  );
}

async function kafkaConsumer(): Promise<number> {
  const output = await runKafkaTool('org.apache.kafka.tools.ConsumerPerformance', [
    '--bootstrap-server',
    kafka.brokers,
    '--topic',
    topic,
    '--messages',
    String(EVENTS),
    '--group',
    randomUUID(),
  ]);
  const [names = [], values = []] = output
    .trim()
    .split('\n')
    .slice(-2)
    .map((line) => line.split(',').map((field) => field.trim()));
  return Number(values[names.indexOf('fetch.nMsg.sec')]);
}

/** From the first batch on, as Kafka's own tool measures. */
async function consumed(handle: HandleBatch): Promise<number> {
  const consumer = bus.createConsumer(randomUUID());
  const done = Promise.withResolvers<number>();
  let [startedAt, seen] = [0, 0];
  consumer.run(async (batch) => {
    startedAt ||= performance.now();
    await handle(batch);
    seen += batch.records.length;
    if (seen >= EVENTS) done.resolve(performance.now() - startedAt);
  });
  const elapsed = await done.promise;
  await consumer.stop();
  return (EVENTS * 1_000) / elapsed;
}

async function counted(): Promise<number> {
  const database = openDatabase(await freshDatabase());
  await database.use(async () => {});
  const store = new SqlUsageStore(database);
  const count = countBatch({ store, codec: loadEventCodec(), now: Date.now, handled: () => {} });
  const rate = await consumed(count);
  const hour = hourOf(Date.now());
  const { hours } = await store.count(hour - 48, hour + 1);
  await database.close();
  const total = hours.reduce((sum, { uses }) => sum + uses, 0);
  if (total !== events.filter(isOfToday).length) throw new Error('not exactly once');
  return rate;
}

/** The rest is late: its day is closed. */
function isOfToday({ hour }: UsageEvent): boolean {
  return Math.floor(hour / 24) === Math.floor(hourOf(Date.now()) / 24);
}

async function decodedAndAdded(): Promise<number> {
  const codec = loadEventCodec();
  const records = events.map((event, index) => ({ offset: BigInt(index), value: codec.encode(event), headers: {} }));
  const store: UsageStore = {
    advance: async (_source, decide) => void decide(0n, 0),
    count: async () => ({ counts: [], hours: [] }),
    close: async () => {},
  };
  const count = countBatch({ store, codec, now: Date.now, handled: () => {} });
  const startedAt = performance.now();
  for (let start = 0; start < EVENTS; start += AT_ONCE)
    await count({ topic, partition: 0, records: records.slice(start, start + AT_ONCE) });
  return (EVENTS * 1_000) / (performance.now() - startedAt);
}

async function copied(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'postern-bench-'));
  const file = join(directory, 'events.csv');
  const columns = ['hour', 'kind', 'outcome', 'signInMethod', 'browserFamily', 'osFamily', 'locale', 'latency', 'size'] as const;
  await writeFile(
    file,
    events.map((event) => [...columns.map((column) => event[column] ?? ''), event.senderOrganisation ?? ''].join(',')).join('\n'),
  );
  await Promise.all([chmod(directory, 0o755), chmod(file, 0o644)]);
  const client = new pg.Client((await freshDatabase()).href);
  await client.connect();
  await client.query(
    `CREATE UNLOGGED TABLE events (${columns.map((column) => `"${column}" ${column === 'hour' ? 'integer' : 'text'}`).join(', ')}, sender integer)`,
  );
  const startedAt = performance.now();
  await client.query(`COPY events FROM '${file}' WITH (FORMAT csv)`);
  const elapsed = performance.now() - startedAt;
  await client.end();
  await rm(directory, { recursive: true });
  return (EVENTS * 1_000) / elapsed;
}

async function freshDatabase(): Promise<URL> {
  const name = `bench_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return new URL(`/${name}`, postgres.url);
}
