import { USAGE_FIELDS } from '@postern/usage';
import { sql, type Transaction } from 'kysely';
import { type Day, isoDay, parseDay } from '../domain/day.ts';
import type { DayFacts, DayStore, KindUses } from '../domain/day-store.ts';
import type { LiveStep } from '../domain/live-view.ts';
import type { PublishKind } from '../domain/publish-kind.ts';
import { lockClosing } from './closing-lock.ts';
import type { Database } from './database.ts';
import { readHourlyUses } from './hourly-uses.ts';
import { addPublishedCells, addPublishedDay } from './published-rows.ts';
import type { SqlDatabase } from './sql-database.ts';

export class SqlDayStore implements DayStore {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  openFrom(): Promise<Day> {
    return this.#database.use(async (db) => {
      const { day } = await db.selectFrom('usage_open_from').select('day').executeTakeFirstOrThrow();
      return parseDay(day);
    });
  }

  positions(topic: string): Promise<ReadonlyMap<number, bigint>> {
    return this.#database.use(async (db) => {
      const rows = await db
        .selectFrom('usage_position')
        .select(['partition', 'next_offset'])
        .where('topic', '=', topic)
        .execute();
      return new Map(rows.map(({ partition, next_offset }) => [partition, BigInt(next_offset)]));
    });
  }

  close(day: Day, at: number): Promise<void> {
    return this.#inTransaction(async (transaction) => {
      await lockClosing(transaction);
      const open = await transaction.selectFrom('usage_open_from').select('day').executeTakeFirstOrThrow();
      if (parseDay(open.day) > day) return;
      if (parseDay(open.day) < day) throw new Error('an earlier day is open');
      await transaction
        .updateTable('usage_open_from')
        .set({ day: isoDay(day + 1) })
        .execute();
      await transaction
        .insertInto('usage_closed_day')
        .values({ day: isoDay(day), closed_at: new Date(at) })
        .execute();
    });
  }

  unpublished(): Promise<readonly Day[]> {
    return this.#database.use(async (db) => {
      const rows = await db
        .selectFrom('usage_closed_day')
        .leftJoin('published.day', 'published.day.day', 'usage_closed_day.day')
        .select('usage_closed_day.day')
        .where('published.day.day', 'is', null)
        .orderBy('usage_closed_day.day')
        .execute();
      return rows.map(({ day }) => parseDay(day));
    });
  }

  hasPublished(): Promise<boolean> {
    return this.#database.use(async (db) => {
      const some = await db.selectFrom('published.day').select('day').limit(1).executeTakeFirst();
      return some !== undefined;
    });
  }

  publish(day: Day, facts: DayFacts, publishKind: PublishKind): Promise<boolean> {
    return this.#inTransaction(async (transaction) => {
      const closed = await transaction.selectFrom('usage_closed_day').where('day', '=', isoDay(day)).select('day').execute();
      if (closed.length === 0) throw new Error('the day is open');
      if (!(await addPublishedDay(transaction, day, facts, false))) return false;
      for (const kind of USAGE_FIELDS.kind) {
        const cells = publishKind(await readHourlyUses(transaction, day, kind));
        await addPublishedCells(transaction, day, kind, cells);
      }
      return true;
    });
  }

  publishDemonstration(day: Day, facts: DayFacts, uses: readonly KindUses[], publishKind: PublishKind): Promise<boolean> {
    return this.#inTransaction(async (transaction) => {
      if (!(await addPublishedDay(transaction, day, facts, true))) return false;
      for (const { kind, cells } of uses) await addPublishedCells(transaction, day, kind, publishKind(cells));
      return true;
    });
  }

  publishLive(day: Day, until: number, steps: readonly LiveStep[]): Promise<void> {
    return this.#inTransaction(async (transaction) => {
      const rows = steps.map(({ kind, atLeast }) => ({
        kind,
        day: isoDay(day),
        until: new Date(until),
        at_least: String(atLeast),
      }));
      await transaction
        .insertInto('published.live')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('kind').doUpdateSet({
            day: sql`excluded.day`,
            until: sql`excluded.until`,
            at_least: sql`excluded.at_least`,
          }),
        )
        .execute();
    });
  }

  #inTransaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return this.#database.use((db) => db.transaction().execute(work));
  }
}
