// What an operator does to the analysts' database by hand or by a job.
import { openDatabase } from './adapters/open-database.ts';
import type { SqlDatabase } from './adapters/sql-database.ts';
import { SqlDayStore } from './adapters/sql-day-store.ts';
import { seedDemonstration } from './demonstration/seed-demonstration.ts';

/** Makes or updates the tables, views and the role. Several may do it at once. Rejects with a sentence for the DBA where our login may not make the role. */
export function migrateAnalytics(database: URL): Promise<void> {
  return withDatabase(database, (opened) => opened.use(async () => {}));
}

interface Seeding {
  readonly days: number;
  readonly force: boolean;
}

/** Fills the published tables with made-up days up to yesterday; see `seedDemonstration`. */
export function seedAnalytics(database: URL, { days, force }: Seeding): Promise<number | undefined> {
  return withDatabase(database, (opened) =>
    seedDemonstration(new SqlDayStore(opened), { days, force, now: Date.now(), random: Math.random }),
  );
}

async function withDatabase<T>(url: URL, work: (database: SqlDatabase) => Promise<T>): Promise<T> {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
