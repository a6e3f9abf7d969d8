import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type PublishedReader, publishedReader } from '../src/adapters/published-reader.ts';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';

const DAY = '2026-11-24';

/** What every reader of published days does. `open` gives a database with nothing in it. */
export function publishedReaderContract(open: () => Promise<SqlDatabase>): void {
  let database: SqlDatabase;
  let reader: PublishedReader;
  beforeAll(async () => {
    database = await open();
    reader = publishedReader(database);
    await database.use(async (db) => {
      await db
        .insertInto('published.day')
        .values({ day: DAY, k: 10, epsilon: null, published_at: new Date(0) })
        .execute();
      const untold = { locale: null, os_family: null, browser_family: null, sign_in_method: null, error_code: null };
      await db
        .insertInto('published.cell')
        .values({
          ...untold,
          day: DAY,
          kind: 'sign_in',
          outcome: 'ok',
          sender_organisation: '7',
          latency: null,
          size: null,
          uses: '9007199254740993',
        })
        .execute();
    });
  });
  afterAll(async () => {
    await reader.close();
  });

  it('reads what is published, days and counts as text', async () => {
    expect(await reader.query((db) => db.selectFrom('published.cell').select(['day', 'uses']))).toEqual([
      { day: DAY, uses: '9007199254740993' },
    ]);
  });

  it.each(['usage_hourly', 'usage_position', 'usage_dead_letter', 'usage_open_from', 'usage_closed_day', 'usage_late'])(
    'may not look into %s',
    async (table) => {
      await expect(reader.read((db) => sql`SELECT * FROM ${sql.table(table)}`.execute(db))).rejects.toMatchObject({
        code: '42501',
      });
    },
  );

  it('reads the views', async () => {
    const { rows } = await reader.read((db) => sql`SELECT * FROM published.senders_daily`.execute(db));
    expect(rows).toEqual([{ day: DAY, kind: 'sign_in', sender_organisation: '7', uses: '9007199254740993' }]);
  });

  it('may do nothing but read', async () => {
    await expect(reader.read((db) => sql`DELETE FROM published.cell`.execute(db))).rejects.toMatchObject({
      code: '25006',
    });
    await expect(reader.read((db) => sql`CREATE TABLE public.mine ()`.execute(db))).rejects.toThrow();
  });

  it('is ended by its time limit', async () => {
    const limit = await reader.read((db) => sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(db));
    expect(limit.rows).toEqual([{ statement_timeout: '5s' }]);
  });

  it('leaves no rights behind for who comes next, neither fewer nor more', async () => {
    await reader.read((db) => sql`SELECT * FROM usage_hourly`.execute(db)).catch(() => {});
    const { rows } = await database.use((db) => sql<{ uses: string }>`SELECT count(*) AS uses FROM usage_hourly`.execute(db));
    expect(rows).toEqual([{ uses: '0' }]);
    await expect(reader.read((db) => sql`SELECT * FROM usage_hourly`.execute(db))).rejects.toMatchObject({ code: '42501' });
  });
}
