import type { Kysely } from 'kysely';
import type { PublishedDatabase, PublishedReader } from '../adapters/published-reader.ts';
import { QueryMistake } from '../query/query-mistake.ts';
import { Problem } from './problem.ts';

export type ReadPublished = <T>(work: (db: Kysely<PublishedDatabase>) => Promise<T>) => Promise<T>;

const RETRY_AFTER_SECONDS = 30;

/** Reads what is published; whatever keeps the database from answering becomes `database_away`, and is told. */
export function readPublished(reader: PublishedReader, unavailable: (cause: unknown) => void): ReadPublished {
  return async (work) => {
    try {
      return await reader.read(work);
    } catch (thrown) {
      if (thrown instanceof QueryMistake) throw thrown;
      unavailable(thrown);
      throw new Problem('database_away', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  };
}
