// From a question to one statement. What an analyst chose is in it as a
// parameter or, where SQL wants a name, as one out of a closed list.
//
// Whole months are read from `published.cell_by_month`, which is a sum of the
// same cells and a tenth of them, whenever the question does not split months.
import { type RawBuilder, sql } from 'kysely';
import { FOLDED } from '../domain/partition-uses.ts';
import { addDays, addMonths, bucketOf, type DayRange } from './days.ts';
import { CELL_DIMENSIONS, type CellDimension, type Dimension, isTimeDimension, NONE, type TimeDimension } from './dimensions.ts';
import { type Measure, measuresOf } from './metrics.ts';
import type { Filter, Query } from './query.ts';

export type Asked = Pick<Query, 'metrics' | 'dimensions' | 'filters'>;

/** Before any day that can be asked about. */
const SOME_MONDAY = '2019-12-30';

/** By position: `d0`, `d1` … for the dimensions, `m0`, `m1` … for the measures; all of them text. */
export type StatementRow = Readonly<Record<string, string | null>>;

/** The sums that the metrics need, for each combination of the dimensions' values; at most `maxRows` of them. */
export function cellsStatement(
  { metrics, dimensions, filters }: Asked,
  range: DayRange,
  maxRows: number,
): RawBuilder<StatementRow> {
  const measures = measuresOf(metrics);
  const selected = [
    ...dimensions.map((dimension, at) => sql`${columnOf(dimension)} AS ${sql.id(`d${at}`)}`),
    ...measures.map((measure, at) => sql`coalesce(sum(uses)${onlyWhere(measure)}, 0) AS ${sql.id(`m${at}`)}`),
  ];
  const conditions = [...filters.map(condition), ...narrowed(measures)];
  return sql<StatementRow>`
    SELECT ${sql.join(selected)}
    FROM (${cellsIn(range, dimensions.find(isTimeDimension))}) AS cell
    WHERE ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `)}
    ${dimensions.length === 0 ? sql`` : sql`GROUP BY ${sql.join(dimensions.map((_dimension, at) => sql.id(`d${at}`)))}`}
    LIMIT ${sql.lit(maxRows)}`;
}

/**
 * All uses, and those of them that a dimension's value is folded of; a filter
 * by that dimension is left out, because it would leave nothing folded.
 */
export function foldedStatement(
  { metrics, filters }: Asked,
  range: DayRange,
  dimensions: readonly CellDimension[],
): RawBuilder<StatementRow> {
  const selected = dimensions.flatMap((dimension, at) => {
    const others = filters.filter((filter) => filter.dimension !== dimension).map(condition);
    const rest = sql.join([sql`true`, ...others], sql` AND `);
    return [
      sql`coalesce(sum(uses) FILTER (WHERE ${rest}), 0) AS ${sql.id(`m${2 * at}`)}`,
      sql`coalesce(sum(uses) FILTER (WHERE ${sql.id(dimension)} = ${sql.lit(FOLDED)} AND ${rest}), 0) AS ${sql.id(`m${2 * at + 1}`)}`,
    ];
  });
  // A use whose outcome is folded may have gone well: it is one of those that the counts leave out.
  const kinds = narrowedToKinds(measuresOf(metrics));
  const conditions = kinds.length === 0 ? [] : [...kinds, sql`outcome IN ('ok', ${sql.lit(FOLDED)})`];
  return sql<StatementRow>`
    SELECT ${sql.join(selected)} FROM (${cellsIn(range, undefined)}) AS cell WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}`;
}

/** The cells of some days, in which `day` is the first of the month where months are whole. */
function cellsIn({ from, to }: DayRange, unit: TimeDimension | undefined): RawBuilder<unknown> {
  const columns = sql.join(CELL_DIMENSIONS.map((dimension) => sql.id(dimension)));
  const daily = (first: string, last: string) =>
    sql`SELECT day, ${columns}, uses FROM published.cell WHERE day >= ${first} AND day <= ${last}`;
  if (unit === 'day' || unit === 'week') return daily(from, to);
  const firstMonth =
    bucketOf(addDays(from, -1), 'month') < bucketOf(from, 'month') ? from : addMonths(bucketOf(from, 'month'), 1);
  const afterLast = bucketOf(addDays(to, 1), 'month');
  if (firstMonth >= afterLast) return daily(from, to);
  return sql`
    ${daily(from, addDays(firstMonth, -1))}
    UNION ALL
    SELECT month AS day, ${columns}, uses FROM published.cell_by_month WHERE month >= ${firstMonth} AND month < ${afterLast}
    UNION ALL
    ${daily(afterLast, to)}`;
}

function columnOf(dimension: Dimension): RawBuilder<unknown> {
  if (dimension === 'day') return sql`day`;
  // In whole numbers alone, because this is done for each cell.
  if (dimension === 'week') return sql`day - (day - DATE ${sql.lit(SOME_MONDAY)}) % 7`;
  if (dimension === 'month') return sql`cast(date_trunc('month', cast(day AS timestamp)) AS date)`;
  return sql`coalesce(${sql.id(dimension)}, ${sql.lit(NONE)})`;
}

function condition({ operator, dimension, values }: Filter): RawBuilder<unknown> {
  const column = sql.id(dimension);
  const told = values.filter((value) => value !== NONE);
  const among = told.length === 0 ? sql`false` : sql`coalesce(${column} IN (${sql.join(told)}), false)`;
  const matches = told.length < values.length ? sql`(${among} OR ${column} IS NULL)` : among;
  return operator === 'is' ? matches : sql`NOT ${matches}`;
}

function onlyWhere(measure: Measure): RawBuilder<unknown> {
  if (measure === 'all') return sql``;
  if (measure === 'succeeded') return sql` FILTER (WHERE outcome = 'ok')`;
  if (measure === 'not_succeeded') return sql` FILTER (WHERE outcome IN ('refused', 'failed'))`;
  const kind = kindOf(measure);
  if (kind !== undefined) return sql` FILTER (WHERE kind = ${kind} AND outcome = 'ok')`;
  return sql` FILTER (WHERE latency = ${measure.slice('latency_'.length)})`;
}

/** What no measure needs is not read. */
function narrowed(measures: readonly Measure[]): RawBuilder<unknown>[] {
  const kinds = narrowedToKinds(measures);
  if (kinds.length > 0) return [...kinds, sql`outcome = 'ok'`];
  return measures.every((measure) => measure.startsWith('latency_')) ? [sql`latency IS NOT NULL`] : [];
}

function narrowedToKinds(measures: readonly Measure[]): RawBuilder<unknown>[] {
  const kinds = measures.map(kindOf).filter((kind) => kind !== undefined);
  return kinds.length === measures.length ? [sql`kind IN (${sql.join(kinds)})`] : [];
}

function kindOf(measure: Measure): string | undefined {
  return measure.startsWith('ok_') ? measure.slice('ok_'.length) : undefined;
}
