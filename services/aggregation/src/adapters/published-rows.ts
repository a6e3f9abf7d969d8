import type { UsageKind } from '@postern/usage';
import { sql, type Transaction } from 'kysely';
import { type Day, isoDay } from '../domain/day.ts';
import type { DayFacts } from '../domain/day-store.ts';
import { DIMENSIONS, type FieldValue } from '../domain/dimensions.ts';
import type { PublishedCell } from '../domain/partition-uses.ts';
import type { Database } from './database.ts';

const PAGE = 5_000;

/** False when the day is there already. Whoever tries the same day meanwhile waits until our transaction ends. */
export async function addPublishedDay(
  transaction: Transaction<Database>,
  day: Day,
  { k, epsilon, publishedAt }: DayFacts,
  demo: boolean,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('published.day')
    .values({ day: isoDay(day), k, epsilon: epsilon ?? null, published_at: new Date(publishedAt), demo })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function addPublishedCells(
  transaction: Transaction<Database>,
  day: Day,
  kind: UsageKind,
  cells: readonly PublishedCell<FieldValue>[],
): Promise<void> {
  const columns = sql.join(DIMENSIONS.map(({ column }) => sql.ref(column)));
  const types = sql.join(DIMENSIONS.map(({ column }) => sql`${sql.ref(column)} text`));
  for (let start = 0; start < cells.length; start += PAGE) {
    const rows = cells.slice(start, start + PAGE).map(toRow);
    await sql`
      INSERT INTO published.cell (day, kind, ${columns}, uses)
      SELECT cast(${isoDay(day)} AS date), ${kind}, ${columns}, uses
      FROM jsonb_to_recordset(cast(cast(${JSON.stringify(rows)} AS text) AS jsonb)) AS cell (${types}, uses bigint)
    `.execute(transaction);
  }
}

function toRow({ values, uses }: PublishedCell<FieldValue>): Readonly<Record<string, FieldValue | number>> {
  const fields = DIMENSIONS.map(({ column }, index) => [column, values[index] ?? null] as const);
  return { ...Object.fromEntries(fields), uses };
}
