import type { Access } from './sql-database.ts';

/**
 * PGlite has one connection, and Kysely sends every query to the transaction
 * that happens to be open on it: without turns, a page would read counts that
 * are not committed, and a failing read would undo a batch.
 */
export function oneAtATime(): Access {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}
