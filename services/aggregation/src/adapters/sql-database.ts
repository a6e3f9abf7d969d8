import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';

/** How work gets at the database: at once, or one after the other where there is one connection. */
export type Access = <T>(work: () => Promise<T>) => Promise<T>;

/** The database behind every store and reader of one process. It may be away when we start: the tables are made when it is first needed. */
export class SqlDatabase {
  readonly #db: Kysely<Database>;
  readonly #access: Access;
  #migrated = false;
  #closed: Promise<void> | undefined;

  constructor(db: Kysely<Database>, access: Access) {
    this.#db = db;
    this.#access = access;
  }

  use<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    return this.#access(async () => {
      if (!this.#migrated) await migrate(this.#db);
      this.#migrated = true;
      return work(this.#db);
    });
  }

  /** For whoever may read the tables and not make them. */
  useAsItIs<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
    return this.#access(() => work(this.#db));
  }

  close(): Promise<void> {
    this.#closed ??= this.#access(() => this.#db.destroy());
    return this.#closed;
  }
}
