import { USAGE_FIELDS } from '@postern/usage';
import { sql, type Transaction } from 'kysely';
import type { Cell } from '../domain/cell.ts';
import { type Day, isoDay, parseDay } from '../domain/day.ts';
import type { Advance, DeadLetter, LateUses, Source, UsageStore, UseCount } from '../domain/usage-store.ts';
import { keepDaysOpen } from './closing-lock.ts';
import type { Database } from './database.ts';
import type { SqlDatabase } from './sql-database.ts';

/** PostgreSQL, or PostgreSQL in process; the SQL is the same. */
export class SqlUsageStore implements UsageStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  advance(source: Source, decide: (nextOffset: bigint, openFrom: Day) => Advance): Promise<void> {
    return this.#database.use((db) =>
      db.transaction().execute(async (transaction) => {
        await keepDaysOpen(transaction);
        const { nextOffset: from, openFrom } = await lockPosition(transaction, source);
        const { cells, late, deadLetters, nextOffset } = decide(from, openFrom);
        if (cells.length > 0) await addCells(transaction, cells);
        if (late.length > 0) await addLate(transaction, late);
        if (deadLetters.length > 0) await addDeadLetters(transaction, source, deadLetters);
        if (nextOffset !== from) await movePosition(transaction, source, nextOffset);
      }),
    );
  }

  count(from: number, until: number): Promise<readonly UseCount[]> {
    return this.#database.use(async (db) => {
      const rows = await db
        .selectFrom('usage_hourly')
        .select(['kind', 'outcome', sql<string>`sum(uses)`.as('uses')])
        .where('hour', '>=', from)
        .where('hour', '<', until)
        .groupBy(['kind', 'outcome'])
        .execute();
      return rows.map(toUseCount).filter((count) => count !== undefined);
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

interface Place {
  readonly nextOffset: bigint;
  readonly openFrom: Day;
}

/** Where the source is; its row is ours until the transaction ends. */
async function lockPosition(transaction: Transaction<Database>, source: Source): Promise<Place> {
  const known = await selectPosition(transaction, source).executeTakeFirst();
  if (known !== undefined) return toPlace(known);
  await transaction
    .insertInto('usage_position')
    .values({ ...source, next_offset: '0' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return toPlace(await selectPosition(transaction, source).executeTakeFirstOrThrow());
}

function selectPosition(transaction: Transaction<Database>, { topic, partition }: Source) {
  return transaction
    .selectFrom('usage_position')
    .select(['next_offset', (select) => select.selectFrom('usage_open_from').select('day').as('open_from')])
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .forUpdate('usage_position');
}

function toPlace(row: { readonly next_offset: string; readonly open_from: string | null }): Place {
  if (row.open_from === null) throw new Error('usage_open_from has no row');
  return { nextOffset: BigInt(row.next_offset), openFrom: parseDay(row.open_from) };
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

async function addLate(transaction: Transaction<Database>, late: readonly LateUses[]): Promise<void> {
  await transaction
    .insertInto('usage_late')
    .values(late.map(({ day, uses }) => ({ day: isoDay(day), uses: String(uses) })))
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ uses: sql`usage_late.uses + excluded.uses` }))
    .execute();
}

async function addDeadLetters(
  transaction: Transaction<Database>,
  { topic, partition }: Source,
  deadLetters: readonly DeadLetter[],
): Promise<void> {
  const letters = deadLetters.map(({ offset, code }) => ({ record_offset: String(offset), code }));
  await sql`
    INSERT INTO usage_dead_letter (topic, partition, record_offset, code)
    SELECT ${topic}, cast(${partition} AS integer), record_offset, code
    FROM jsonb_to_recordset(cast(cast(${JSON.stringify(letters)} AS text) AS jsonb)) AS letter
      (record_offset bigint, code text)
  `.execute(transaction);
}

async function movePosition(transaction: Transaction<Database>, { topic, partition }: Source, nextOffset: bigint): Promise<void> {
  await transaction
    .updateTable('usage_position')
    .set({ next_offset: String(nextOffset), moved_at: sql`now()` })
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .execute();
}

/** Undefined for a kind that this version does not know: a newer one wrote it. */
function toUseCount(row: { kind: string; outcome: string; uses: string }): UseCount | undefined {
  const kind = USAGE_FIELDS.kind.find((known) => known === row.kind);
  const outcome = USAGE_FIELDS.outcome.find((known) => known === row.outcome);
  return kind === undefined || outcome === undefined ? undefined : { kind, outcome, uses: Number(row.uses) };
}
