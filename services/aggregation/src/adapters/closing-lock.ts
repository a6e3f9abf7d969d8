import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';

/** Any number, the same for all that use this database. */
const KEY = 7_046_028;

/** While somebody holds this, no day is closed. Until the transaction ends. */
export async function keepDaysOpen(transaction: Transaction<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${sql.lit(KEY)})`.execute(transaction);
}

/** Waits for those that keep days open, and they wait for us. Until the transaction ends. */
export async function lockClosing(transaction: Transaction<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(KEY)})`.execute(transaction);
}
