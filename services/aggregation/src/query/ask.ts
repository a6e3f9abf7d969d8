// Asks the published cells a question. All that an answer is made of is read
// in the transaction that the caller opened, so it is of one moment.
import type { Kysely } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import { type Answer, type AnswerRow, numberOf } from './answer.ts';
import { foldedStatement } from './cells-statement.ts';
import { withComparison } from './comparison.ts';
import { type Frame, readFrame } from './coverage.ts';
import type { DayRange } from './days.ts';
import { isCellDimension, isTimeDimension } from './dimensions.ts';
import { readGroups } from './groups.ts';
import type { Query } from './query.ts';

/** Throws `QueryMistake` when the answer would be too long. */
export async function ask(db: Kysely<PublishedDatabase>, query: Query): Promise<Answer> {
  return askWithin(db, await readFrame(db, query), query);
}

/** The same for one of several questions about the period of `frame`. */
export async function askWithin(db: Kysely<PublishedDatabase>, frame: Frame | undefined, query: Query): Promise<Answer> {
  if (frame === undefined) return nothingPublished(query);
  const { coverage, comparedCoverage } = frame;
  const groups = await readGroups(db, query, coverage);
  const rows =
    comparedCoverage === undefined
      ? [...groups]
      : withComparison(
          query,
          { coverage, rows: groups },
          { coverage: comparedCoverage, rows: await readGroups(db, query, comparedCoverage) },
        );
  return {
    ...frame,
    query,
    rows: inOrder(query, rows).slice(0, query.limit),
    totalRows: rows.length,
    folded: await readFolded(db, query, coverage.range),
  };
}

function nothingPublished(query: Query): Answer {
  return {
    query,
    rows: [],
    totalRows: 0,
    publication: undefined,
    coverage: undefined,
    comparedCoverage: undefined,
    folded: {},
  };
}

/** In time where there is time, then the most first, by the first metric. */
function inOrder({ dimensions }: Query, rows: readonly AnswerRow[]): AnswerRow[] {
  const time = dimensions.findIndex(isTimeDimension);
  const moment = (row: AnswerRow) => row.dimensions[time] ?? '';
  const amount = (row: AnswerRow) => numberOf(row.metrics[0] ?? null) ?? Number.NEGATIVE_INFINITY;
  const words = (row: AnswerRow) => row.dimensions.join(' ');
  return [...rows].sort((a, b) => compare(moment(a), moment(b)) || compare(amount(b), amount(a)) || compare(words(a), words(b)));
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function readFolded(db: Kysely<PublishedDatabase>, query: Query, range: DayRange): Promise<Answer['folded']> {
  const named = [...query.dimensions, ...query.filters.map(({ dimension }) => dimension)].filter(isCellDimension);
  const dimensions = [...new Set(named)];
  if (dimensions.length === 0) return {};
  const { rows } = await foldedStatement(query, range, dimensions).execute(db);
  const sum = (at: number) => Number(rows[0]?.[`m${at}`] ?? 0);
  const share = (at: number) => (sum(2 * at) > 0 ? sum(2 * at + 1) / sum(2 * at) : 0);
  return Object.fromEntries(dimensions.map((dimension, at) => [dimension, share(at)]));
}
