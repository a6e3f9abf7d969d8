import { type Kysely, sql } from 'kysely';

/** What is known about the closing of days, for nobody but us. */
export async function addClosingTables(db: Kysely<unknown>): Promise<void> {
  // Days before this one are closed: what comes for them is late. Counting begins on the day on which the tables are made,
  // whether there were uses or not.
  await db.schema
    .createTable('usage_open_from')
    .addColumn('only_row', 'boolean', (column) => column.primaryKey().defaultTo(true).check(sql`only_row`))
    .addColumn('day', 'date', (column) => column.notNull())
    .execute();
  await sql`
    INSERT INTO usage_open_from (day) SELECT least(
      cast(now() AT TIME ZONE 'UTC' AS date),
      (SELECT cast(to_timestamp(min(hour) * 3600.0) AT TIME ZONE 'UTC' AS date) FROM usage_hourly))`.execute(db);
  await db.schema
    .createTable('usage_closed_day')
    .addColumn('day', 'date', (column) => column.primaryKey())
    .addColumn('closed_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('usage_late')
    .addColumn('day', 'date', (column) => column.primaryKey())
    .addColumn('uses', 'bigint', (column) => column.notNull())
    .execute();
  // To forget them by.
  await db.schema
    .alterTable('usage_position')
    .addColumn('moved_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .alterTable('usage_dead_letter')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('announced', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await db.schema
    .createIndex('usage_dead_letter_to_announce')
    .on('usage_dead_letter')
    .column('recorded_at')
    .where(sql.ref('announced'), '=', false)
    .execute();
  await sql`REVOKE ALL ON usage_open_from, usage_closed_day, usage_late FROM PUBLIC`.execute(db);
  // Days that were made up, to show what the pages look like.
  await db.schema
    .alterTable('published.day')
    .addColumn('demo', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  // How far today has come: the steps of live-view.ts, and the end of the hours that they are of.
  await db.schema
    .createTable('published.live')
    .addColumn('kind', 'text', (column) => column.primaryKey())
    .addColumn('day', 'date', (column) => column.notNull())
    .addColumn('until', 'timestamptz', (column) => column.notNull())
    .addColumn('at_least', 'bigint', (column) => column.notNull())
    .execute();
}
