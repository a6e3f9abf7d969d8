import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { SqlDatabase } from './sql-database.ts';

export interface DatabaseLimits {
  readonly connections: number;
  /** A database that does not answer must not keep a page or a batch waiting for longer. */
  readonly statementMs: number;
}

const CONNECT_LIMIT_MS = 2_000;
const LIMITS: DatabaseLimits = { connections: 5, statementMs: 10_000 };

/**
 * The two drivers would make different things of these types: dates at midnight of some time zone, numbers that lose
 * digits. Here both give the text as PostgreSQL writes it: `2026-11-24`, `9007199254740993`.
 */
const AS_TEXT: ReadonlySet<number> = new Set([pg.types.builtins.DATE, pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const asText = (value: string): string => value;

/** By scheme: `pglite:`, `pglite:///directory`, `postgres://…`. Connects when it is first used. Limits are for PostgreSQL. */
export function openDatabase(url: URL, limits: DatabaseLimits = LIMITS): SqlDatabase {
  return url.protocol === 'pglite:' ? openPglite(url.pathname) : openPostgres(url, limits);
}

function openPglite(directory: string): SqlDatabase {
  const parsers = Object.fromEntries([...AS_TEXT].map((type) => [type, asText]));
  const pglite = () => (directory === '' ? PGlite.create({ parsers }) : PGlite.create(directory, { parsers }));
  return new SqlDatabase(new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) }), oneAtATime());
}

function openPostgres(url: URL, { connections, statementMs }: DatabaseLimits): SqlDatabase {
  const pool = new pg.Pool({
    connectionString: url.href,
    max: connections,
    application_name: 'postern-aggregation',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + CONNECT_LIMIT_MS,
    allowExitOnIdle: true,
    types: { getTypeParser: (type, format) => (AS_TEXT.has(type) ? asText : pg.types.getTypeParser(type, format)) },
  });
  // A connection that breaks is replaced when the next one is needed; its query, if it had one, rejects. Without these
  // listeners Node would end the process: the pool listens only while a connection is idle.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new SqlDatabase(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), (work) => work());
}
