// Reads a day's uses of one kind. There may be a million different ones: they
// come in pages from a cursor, and each text that they have in common is kept
// in memory once.
import type { UsageKind } from '@postern/usage';
import { sql, type Transaction } from 'kysely';
import { type Day, hoursOf } from '../domain/day.ts';
import { DIMENSIONS, type FieldValue } from '../domain/dimensions.ts';
import type { UsesCell } from '../domain/partition-uses.ts';
import type { Database } from './database.ts';

const PAGE = 20_000;

type Row = Readonly<Record<string, string | number | null>>;

export async function readHourlyUses(
  transaction: Transaction<Database>,
  day: Day,
  kind: UsageKind,
): Promise<UsesCell<FieldValue>[]> {
  const columns = sql.join(DIMENSIONS.map(({ column }) => sql.ref(column)));
  const [from, until] = hoursOf(day);
  await sql`
    DECLARE uses NO SCROLL CURSOR FOR
    SELECT ${columns}, sum(uses) AS uses FROM usage_hourly
    WHERE hour >= ${sql.lit(from)} AND hour < ${sql.lit(until)} AND kind = ${sql.lit(kind)}
    GROUP BY ${columns}`.execute(transaction);
  const cells: UsesCell<FieldValue>[] = [];
  const once = new Map<string, string>();
  for (;;) {
    const { rows } = await sql<Row>`FETCH ${sql.lit(PAGE)} FROM uses`.execute(transaction);
    for (const row of rows) cells.push(toCell(row, once));
    if (rows.length < PAGE) break;
  }
  await sql`CLOSE uses`.execute(transaction);
  return cells;
}

function toCell(row: Row, once: Map<string, string>): UsesCell<FieldValue> {
  const values = DIMENSIONS.map(({ column }) => {
    const value = row[column] ?? null;
    return value === null ? null : keptOnce(String(value), once);
  });
  return { values, uses: Number(row['uses']) };
}

function keptOnce(text: string, once: Map<string, string>): string {
  const known = once.get(text);
  if (known === undefined) once.set(text, text);
  return known ?? text;
}
