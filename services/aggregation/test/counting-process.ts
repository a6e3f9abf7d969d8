// Aggregation without its pages, as a process that can be killed: at a step
// that is named, by itself, with SIGKILL. A step is a statement that was just
// executed (a pattern of its SQL), or one of `polled`, `committed`, `announced`.
import { setTimeout as delay } from 'node:timers/promises';
import { loadEventCodec, MemoryUsageBus, openUsageBus, parseUsageBusAddress } from '@postern/usage';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../src/adapters/database.ts';
import { SqlDatabase } from '../src/adapters/sql-database.ts';
import { SqlDayStore } from '../src/adapters/sql-day-store.ts';
import { SqlHousekeepingStore } from '../src/adapters/sql-housekeeping-store.ts';
import { SqlUsageStore } from '../src/adapters/sql-usage-store.ts';
import { closeDays } from '../src/domain/close-days.ts';
import { countBatch } from '../src/domain/count-batch.ts';
import { publishDays } from '../src/domain/publish-days.ts';
import { publishKind } from '../src/domain/publish-kind.ts';

export interface Orders {
  readonly database: string;
  readonly bus: string;
  readonly group: string;
  /** Where it kills itself; undefined: it does not. */
  readonly dieAt?: string;
  /** Whether it closes and publishes days too, by a clock that is so far ahead. */
  readonly publishAheadMs?: number;
}

const orders: Orders = JSON.parse(process.argv[2] ?? '{}');
const dieAt = orders.dieAt === undefined ? /(?!)/ : new RegExp(orders.dieAt);
function reach(step: string): void {
  if (dieAt.test(step)) process.kill(process.pid, 'SIGKILL');
}

const address = parseUsageBusAddress(orders.bus);
if (address === undefined) throw new Error('not a usage bus');
const pool = new pg.Pool({
  connectionString: orders.database,
  types: { getTypeParser: (type, format) => ([20, 1082, 1700].includes(type) ? String : pg.types.getTypeParser(type, format)) },
});
const database = new SqlDatabase(
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => reach(query.sql) }),
  (work) => work(),
);
const metrics = { counter: () => ({ inc: () => {} }) };
const bus = openUsageBus(address, { memory: new MemoryUsageBus(), metrics });
const count = countBatch({ store: new SqlUsageStore(database), codec: loadEventCodec(), now: Date.now, handled: () => {} });
const consumer = bus.createConsumer(orders.group);

consumer.run(async (batch) => {
  reach('polled');
  await count(batch);
  reach('committed');
});
process.once('SIGTERM', () => {
  void consumer.stop().then(() => process.exit(0));
});

const { publishAheadMs } = orders;
if (publishAheadMs !== undefined) {
  const now = () => Date.now() + publishAheadMs;
  const days = new SqlDayStore(database);
  const deadLetters = bus.createDeadLetterSink();
  const close = closeDays({ store: days, ends: () => bus.ends(), now, closeAfterMs: 0 });
  const publish = publishDays({
    store: days,
    now,
    epsilon: undefined,
    publishKind: publishKind(undefined),
    published: () => reach('published'),
  });
  const housekeeping = new SqlHousekeepingStore(database);
  for (;;) {
    await housekeeping.announceDeadRecords(async (records) => {
      await deadLetters.send(records);
      reach('announced');
    });
    await close();
    await publish();
    await delay(50);
  }
}
