// How long publishing a day takes, against the time in which the database alone
// adds up the same cells; and how much the tables grow in a month. Both are
// filled as they are in use: by counting, closing and publishing.
import { randomBytes } from 'node:crypto';
import { startPostgres } from '@postern/dev-services';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../src/adapters/open-database.ts';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';
import { SqlDayStore } from '../src/adapters/sql-day-store.ts';
import { SqlUsageStore } from '../src/adapters/sql-usage-store.ts';
import { toCells } from '../src/domain/cell.ts';
import { type Day, hoursOf } from '../src/domain/day.ts';
import { dayFacts } from '../src/domain/publish-days.ts';
import { publishKind } from '../src/domain/publish-kind.ts';
import { madeUpEvents } from './filled-topic.ts';

const MONTH = 30;
/** Counted in one transaction. */
const AT_ONCE = 20_000;
/** A visit is about so many uses. */
const USES_A_VISIT = 5;

const postgres = await startPostgres();
for (const cells of [1_000, 100_000, 1_000_000]) await time(cells);
await growth(1, MONTH);
await growth(1_000, MONTH);
await growth(1_000_000, 1);
await postgres.stop();

async function time(cells: number): Promise<void> {
  await withDatabase(async (database, store) => {
    const day = await store.openFrom();
    await fill(database, day, cells);
    const floor = await elapsed(() => addedUp(database));
    await store.close(day, Date.now());
    const publishing = await elapsed(() => store.publish(day, dayFacts(Date.now(), undefined), publishKind(undefined)));
    const [published] = await rows<{ cells: string }>(database, 'SELECT count(*) AS cells FROM published.cell');
    write(
      `${cells.toLocaleString('en')} cells: published in ${publishing.toFixed(0)} ms as ${published?.cells}; adding them up in SQL ${floor.toFixed(0)} ms (${(publishing / floor).toFixed(1)} times)`,
    );
  });
}

/** Distinct cells of one day, most of them with few uses. */
async function fill(database: SqlDatabase, day: Day, cells: number): Promise<void> {
  await database.use((db) =>
    sql`
      INSERT INTO usage_hourly
        (hour, kind, os_family, browser_family, size, latency, locale, sender_organisation, sign_in_method, outcome, uses)
      SELECT ${sql.lit(hoursOf(day)[0])} + (i % 24),
        (array['message_opened', 'sign_in', 'message_released', 'message_viewed'])[1 + (i / 24) % 4],
        (array['windows', 'ios', 'android', 'macos'])[1 + (i / 96) % 4],
        (array['chrome', 'safari', 'edge'])[1 + (i / 384) % 3],
        (array['under_10_kb', 'under_100_kb'])[1 + (i / 1152) % 2],
        (array['under_100_ms', 'under_300_ms', 'under_1_s'])[1 + (i / 2304) % 3],
        (array['en', 'de', 'fr'])[1 + (i / 6912) % 3],
        1 + (i / 20736) % 20,
        (array['passcode', 'oidc_microsoft'])[1 + (i / 414720) % 2],
        (array['ok', 'refused'])[1 + (i / 829440) % 2],
        floor(1 + power(random(), 4) * 40)::bigint
      FROM generate_series(0, ${sql.lit(cells - 1)}) AS i`.execute(db),
  );
}

function addedUp(database: SqlDatabase): Promise<unknown> {
  return rows(
    database,
    `SELECT count(*) FROM (SELECT kind, outcome, error_code, sign_in_method, sender_organisation, os_family, browser_family,
      latency, locale, size, sum(uses) FROM usage_hourly GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AS cell`,
  );
}

async function growth(visits: number, days: number): Promise<void> {
  await withDatabase(async (database, store) => {
    const counts = new SqlUsageStore(database);
    for (let done = 0; done < days; done++) {
      const day = await store.openFrom();
      await countDay(counts, day, visits * USES_A_VISIT);
      await store.close(day, Date.now());
      await store.publish(day, dayFacts(Date.now(), undefined), publishKind(undefined));
    }
    await rows(database, 'VACUUM');
    const size = async (table: string): Promise<number> => {
      const [row] = await rows<{ size: string }>(database, `SELECT pg_total_relation_size('${table}') AS size`);
      return Number(row?.size);
    };
    const perDay = (bytes: number) => bytes / days / 1024;
    const published = (await size('published.cell')) + (await size('published.day'));
    const [hourly, months] = [await size('usage_hourly'), await size('published.cell_by_month')];
    write(
      `${visits.toLocaleString('en')} opens a day, measured over ${days} days: published ${((perDay(published) * MONTH) / 1024).toFixed(2)} MiB a month, of which by month ${(months / 1_048_576).toFixed(2)} MiB more; hourly counts ${(perDay(hourly) / 1024).toFixed(2)} MiB a day, kept for some days`,
    );
  });
}

async function countDay(counts: SqlUsageStore, day: Day, uses: number): Promise<void> {
  const from = hoursOf(day)[0];
  for (let done = 0; done < uses; done += AT_ONCE) {
    const events = madeUpEvents(Math.min(AT_ONCE, uses - done)).map((event) => ({
      ...event,
      hour: from + 6 + Math.floor(Math.random() * 14),
    }));
    await counts.advance({ topic: 'bench', partition: 0 }, (nextOffset) => ({
      cells: toCells(events),
      late: [],
      deadLetters: [],
      nextOffset: nextOffset + BigInt(events.length),
    }));
  }
}

async function withDatabase(work: (database: SqlDatabase, store: SqlDayStore) => Promise<void>): Promise<void> {
  const name = `bench_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const database = openDatabase(new URL(`/${name}`, postgres.url), { connections: 2, statementMs: 600_000 });
  await work(database, new SqlDayStore(database));
  await database.close();
}

async function rows<Row>(database: SqlDatabase, statement: string): Promise<readonly Row[]> {
  return (await database.use((db) => sql.raw<Row>(statement).execute(db))).rows;
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
