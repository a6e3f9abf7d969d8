// Each migration is written once and never changed after it was released.
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { ensureAnalystRole, grantPublished } from './migrations/analyst-role.ts';
import { addCellsByMonth } from './migrations/cells-by-month.ts';
import { addClosingTables } from './migrations/closing-tables.ts';
import { addPublishedViews } from './migrations/published-views.ts';

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
  '0002-published-days': {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable('usage_hourly').addColumn('sender_organisation', 'integer').execute();
      await db.schema.alterTable('usage_hourly').dropConstraint('usage_hourly_cell').execute();
      await db.schema
        .alterTable('usage_hourly')
        .addUniqueConstraint(
          'usage_hourly_cell',
          [
            'hour',
            'kind',
            'outcome',
            'sign_in_method',
            'browser_family',
            'os_family',
            'locale',
            'latency',
            'size',
            'error_code',
            'sender_organisation',
          ],
          (constraint) => constraint.nullsNotDistinct(),
        )
        .execute();
      // What may leave is in a schema of its own, so that one grant says who may read what.
      await db.schema.createSchema('published').execute();
      await db.schema
        .createTable('published.day')
        .addColumn('day', 'date', (column) => column.primaryKey())
        .addColumn('k', 'integer', (column) => column.notNull())
        // Of the noise that was added to each count, or null: none was.
        .addColumn('epsilon', 'double precision')
        .addColumn('published_at', 'timestamptz', (column) => column.notNull())
        .execute();
      // In each column null says that the field did not apply, and 'folded' that the uses are of several values.
      await db.schema
        .createTable('published.cell')
        .addColumn('day', 'date', (column) => column.notNull().references('published.day.day'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text')
        .addColumn('sender_organisation', 'text')
        .addColumn('locale', 'text')
        .addColumn('os_family', 'text')
        .addColumn('browser_family', 'text')
        .addColumn('sign_in_method', 'text')
        .addColumn('error_code', 'text')
        .addColumn('latency', 'text')
        .addColumn('size', 'text')
        .addColumn('uses', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('published_cell_kind_day').on('published.cell').columns(['kind', 'day']).execute();
    },
  },
  '0003-analysts': {
    up: async (db: Kysely<unknown>) => {
      await ensureAnalystRole(db);
      await grantPublished(db);
    },
  },
  '0004-closing-days': { up: addClosingTables },
  '0005-published-views': { up: addPublishedViews },
  '0010-cells-by-month': { up: addCellsByMonth },
};

/** Brings the tables up to date. Several processes may do it at once. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
