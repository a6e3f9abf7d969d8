import { type ErrorCode, isErrorCode } from '@postern/errors';
import type { DeadRecord } from '@postern/usage';
import { type Kysely, sql } from 'kysely';
import { dayOfHour, isoDay } from '../domain/day.ts';
import type { Forgetting, HousekeepingStore } from '../domain/housekeeping-store.ts';
import type { Database } from './database.ts';
import type { SqlDatabase } from './sql-database.ts';

const AT_ONCE = 500;
/** Somebody who can write to the topic must not fill our disk. */
const MAX_DEAD_RECORDS = 100_000;

export class SqlHousekeepingStore implements HousekeepingStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  async announceDeadRecords(tell: (records: readonly DeadRecord[]) => Promise<void>): Promise<void> {
    while ((await this.#announceSome(tell)) === AT_ONCE);
  }

  forget({ before, topic }: Forgetting): Promise<void> {
    const cutoff = new Date(before);
    return this.#database.use(async (db) => {
      while (await forgetOldestHour(db, cutoff));
      await db.deleteFrom('usage_dead_letter').where('recorded_at', '<', cutoff).execute();
      await forgetDeadRecordsBeyond(db, MAX_DEAD_RECORDS);
      await db.deleteFrom('usage_position').where('topic', '<>', topic).where('moved_at', '<', cutoff).execute();
    });
  }

  /** What is told and not marked is told again: told at least once. */
  #announceSome(tell: (records: readonly DeadRecord[]) => Promise<void>): Promise<number> {
    return this.#database.use((db) =>
      db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('usage_dead_letter')
          .select(['topic', 'partition', 'record_offset', 'code'])
          .where('announced', '=', false)
          .orderBy('recorded_at')
          .limit(AT_ONCE)
          .forUpdate()
          .skipLocked()
          .execute();
        if (rows.length === 0) return 0;
        await tell(rows.map(toDeadRecord));
        await transaction
          .updateTable('usage_dead_letter')
          .set({ announced: true })
          .where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('topic', 'partition', 'record_offset'),
              'in',
              rows.map((row) => tuple(row.topic, row.partition, row.record_offset)),
            ),
          )
          .execute();
        return rows.length;
      }),
    );
  }
}

function toDeadRecord(row: { topic: string; partition: number; record_offset: string; code: string }): DeadRecord {
  const code: ErrorCode = isErrorCode(row.code) ? row.code : 'usage.event_invalid';
  return { topic: row.topic, partition: row.partition, offset: BigInt(row.record_offset), code };
}

/** An hour at a time, so that no statement is long. False when the oldest hour has to stay. */
async function forgetOldestHour(db: Kysely<Database>, cutoff: Date): Promise<boolean> {
  const { hour } = await db
    .selectFrom('usage_hourly')
    .select(({ fn }) => fn.min('hour').as('hour'))
    .executeTakeFirstOrThrow();
  if (hour === null) return false;
  const published = await db
    .selectFrom('published.day')
    .select('day')
    .where('day', '=', isoDay(dayOfHour(hour)))
    .where('published_at', '<', cutoff)
    .executeTakeFirst();
  if (published === undefined) return false;
  await db.deleteFrom('usage_hourly').where('hour', '=', hour).execute();
  return true;
}

async function forgetDeadRecordsBeyond(db: Kysely<Database>, most: number): Promise<void> {
  await sql`
    DELETE FROM usage_dead_letter WHERE ctid IN (
      SELECT ctid FROM usage_dead_letter ORDER BY recorded_at DESC OFFSET ${sql.lit(most)})`.execute(db);
}
