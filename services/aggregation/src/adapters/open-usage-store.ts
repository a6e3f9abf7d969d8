import type { UsageStore } from '../domain/usage-store.ts';
import { openDatabase } from './open-database.ts';
import { SqlUsageStore } from './sql-usage-store.ts';

/** A store with a database of its own, which its `close` closes. */
export function openUsageStore(url: URL): UsageStore {
  return new SqlUsageStore(openDatabase(url));
}
