// Each migration is written once and never changed after it was released.
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-usage': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('usage_hourly')
        .addColumn('hour', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('sign_in_method', 'text')
        .addColumn('browser_family', 'text')
        .addColumn('os_family', 'text')
        .addColumn('locale', 'text')
        .addColumn('latency', 'text')
        .addColumn('size', 'text')
        .addColumn('error_code', 'text')
        .addColumn('uses', 'bigint', (column) => column.notNull().check(sql`uses > 0`))
        .addUniqueConstraint(
          'usage_hourly_cell',
          ['hour', 'kind', 'outcome', 'sign_in_method', 'browser_family', 'os_family', 'locale', 'latency', 'size', 'error_code'],
          (constraint) => constraint.nullsNotDistinct(),
        )
        .execute();
      await db.schema
        .createTable('usage_position')
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('partition', 'integer', (column) => column.notNull())
        .addColumn('next_offset', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('usage_position_key', ['topic', 'partition'])
        .execute();
      await db.schema
        .createTable('usage_dead_letter')
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('partition', 'integer', (column) => column.notNull())
        .addColumn('record_offset', 'bigint', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('usage_dead_letter_key', ['topic', 'partition', 'record_offset'])
        .execute();
    },
  },
};

/** Brings the tables up to date. Several processes may do it at once. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
