import { USAGE_FIELDS } from '@postern/usage';
import { sql, type Transaction } from 'kysely';
import type { Cell } from '../domain/cell.ts';
import type { Advance, HoursCount, Source, UsageStore, UseCount } from '../domain/usage-store.ts';
import type { Database } from './database.ts';
import type { SqlDatabase } from './sql-database.ts';

/** PostgreSQL, or PostgreSQL in process; the SQL is the same. */
export class SqlUsageStore implements UsageStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  advance(source: Source, decide: (nextOffset: bigint) => Advance): Promise<void> {
    return this.#database.use((db) =>
      db.transaction().execute(async (transaction) => {
        const { cells, deadLetters, nextOffset } = decide(await lockPosition(transaction, source));
        if (cells.length > 0) await addCells(transaction, cells);
        if (deadLetters.length > 0)
          await transaction
            .insertInto('usage_dead_letter')
            .values(deadLetters.map(({ offset, code }) => ({ ...source, record_offset: String(offset), code })))
            .execute();
        await transaction
          .updateTable('usage_position')
          .set({ next_offset: String(nextOffset) })
          .where('topic', '=', source.topic)
          .where('partition', '=', source.partition)
          .execute();
      }),
    );
  }

  count(from: number, until: number): Promise<HoursCount> {
    return this.#database.use(async (db) => {
      const rows = await db
        .selectFrom('usage_hourly')
        .select(['hour', 'kind', 'outcome', sql<string>`cast(sum(uses) as text)`.as('uses')])
        .where('hour', '>=', from)
        .where('hour', '<', until)
        .groupBy(['hour', 'kind', 'outcome'])
        .execute();
      const counts = rows.map(toUseCount).filter((count) => count !== undefined);
      return { counts, hours: usesByHour(counts) };
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** The source's position; its row is ours until the transaction ends. */
async function lockPosition(transaction: Transaction<Database>, { topic, partition }: Source): Promise<bigint> {
  await transaction
    .insertInto('usage_position')
    .values({ topic, partition, next_offset: '0' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { next } = await transaction
    .selectFrom('usage_position')
    .select(sql<string>`cast(next_offset as text)`.as('next'))
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return BigInt(next);
}

/** One statement for all cells: on PGlite, row by row is ten times slower. */
async function addCells(transaction: Transaction<Database>, cells: readonly Cell[]): Promise<void> {
  await sql`
    INSERT INTO usage_hourly
      (hour, kind, outcome, sign_in_method, browser_family, os_family, locale, latency, size, error_code,
       sender_organisation, uses)
    SELECT hour, kind, outcome, "signInMethod", "browserFamily", "osFamily", locale, latency, size, "errorCode",
      "senderOrganisation", uses
    FROM jsonb_to_recordset(cast(cast(${JSON.stringify(cells)} AS text) AS jsonb)) AS cell
      (hour integer, kind text, outcome text, "signInMethod" text, "browserFamily" text, "osFamily" text,
       locale text, latency text, size text, "errorCode" text, "senderOrganisation" integer, uses bigint)
    ON CONFLICT ON CONSTRAINT usage_hourly_cell DO UPDATE SET uses = usage_hourly.uses + excluded.uses
  `.execute(transaction);
}

type HourCount = UseCount & { readonly hour: number };

/** Undefined for a kind that this version does not know: a newer one wrote it. */
function toUseCount(row: { hour: number; kind: string; outcome: string; uses: string }): HourCount | undefined {
  const kind = USAGE_FIELDS.kind.find((known) => known === row.kind);
  const outcome = USAGE_FIELDS.outcome.find((known) => known === row.outcome);
  return kind === undefined || outcome === undefined ? undefined : { hour: row.hour, kind, outcome, uses: Number(row.uses) };
}

function usesByHour(counts: readonly HourCount[]): HoursCount['hours'] {
  const byHour = new Map<number, number>();
  for (const { hour, uses } of counts) byHour.set(hour, (byHour.get(hour) ?? 0) + uses);
  return [...byHour].map(([hour, uses]) => ({ hour, uses }));
}
