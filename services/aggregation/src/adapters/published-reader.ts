// The one door through which numbers leave. Each reading is a transaction that
// is read-only, sees one moment, ends by a time limit, and has the rights of
// `postern_analyst`: what is published, and nothing else.
import { type Compilable, type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { ANALYST_ROLE } from './migrations/analyst-role.ts';
import { openDatabase } from './open-database.ts';
import type { SqlDatabase } from './sql-database.ts';

/** What analysts can read. Dates, counts and sums are text (`2026-11-24`, `1234`), whatever the driver. */
export type PublishedDatabase = {
  [Table in keyof Database as Table extends `published.${string}` ? Table : never]: Database[Table];
};

export interface PublishedReader {
  /** Several queries that see the same moment. Rejects when the database is away or takes longer than the limit. */
  read<T>(work: (db: Transaction<PublishedDatabase>) => Promise<T>): Promise<T>;
  /** One query. */
  query<Row>(compile: (db: Kysely<PublishedDatabase>) => Compilable<Row>): Promise<Row[]>;
  close(): Promise<void>;
}

/** For one whole page. */
const LIMIT_MS = 5_000;

/** Reads a database that this process also writes, or makes. */
export function publishedReader(database: SqlDatabase): PublishedReader {
  return readerOver((work) => database.use(work), database);
}

/** Reads by a login of its own (PostgreSQL alone), which needs to be a member of `postern_analyst` and nothing else. */
export function openPublishedReader(url: URL): PublishedReader {
  const database = openDatabase(url);
  return readerOver((work) => database.useAsItIs(work), database);
}

type Use = <T>(work: (db: Kysely<Database>) => Promise<T>) => Promise<T>;

function readerOver(use: Use, database: SqlDatabase): PublishedReader {
  const read: PublishedReader['read'] = (work) =>
    use((db) =>
      db.transaction().execute(async (transaction) => {
        await restrict(transaction);
        return work(transaction.$pickTables<keyof PublishedDatabase>());
      }),
    );
  return {
    read,
    query: (compile) => read(async (db) => (await db.executeQuery(compile(db).compile())).rows),
    close: () => database.close(),
  };
}

/** Until the transaction ends. Said in SQL, because Kysely's driver for PGlite leaves out what it is told about a transaction. */
async function restrict(transaction: Transaction<Database>): Promise<void> {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(transaction);
  await sql`
    SELECT set_config('role', ${ANALYST_ROLE}, true), set_config('statement_timeout', ${String(LIMIT_MS)}, true)
  `.execute(transaction);
}
