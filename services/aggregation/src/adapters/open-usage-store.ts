import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { UsageStore } from '../domain/usage-store.ts';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { SqlUsageStore } from './sql-usage-store.ts';

/** A database that does not answer must not keep a page or a batch waiting for long. */
const CONNECT_LIMIT_MS = 2_000;
const STATEMENT_LIMIT_MS = 10_000;
const CONNECTIONS = 5;

/** By scheme: `pglite:`, `pglite:///directory`, `postgres://…`. Connects when it is first used. */
export function openUsageStore(url: URL): UsageStore {
  return url.protocol === 'pglite:' ? openPglite(url.pathname) : openPostgres(url);
}

function openPglite(directory: string): UsageStore {
  const pglite = () => (directory === '' ? PGlite.create() : PGlite.create(directory));
  return new SqlUsageStore(new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) }), oneAtATime());
}

function openPostgres(url: URL): UsageStore {
  const pool = new pg.Pool({
    connectionString: url.href,
    max: CONNECTIONS,
    application_name: 'postern-aggregation',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: STATEMENT_LIMIT_MS + CONNECT_LIMIT_MS,
    allowExitOnIdle: true,
  });
  // A connection that breaks is replaced when the next one is needed; its query, if it had one, rejects. Without these
  // listeners Node would end the process: the pool listens only while a connection is idle.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new SqlUsageStore(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), (work) => work());
}
