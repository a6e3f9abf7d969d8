// The sums of a question over some days, as rows that are in no order yet.
import type { Kysely } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import type { AnswerRow } from './answer.ts';
import { type Asked, cellsStatement } from './cells-statement.ts';
import type { Coverage } from './coverage.ts';
import { bucketOf, bucketsOf, daysOf } from './days.ts';
import { isTimeDimension, type TimeDimension } from './dimensions.ts';
import { type Measures, type Metric, type MetricValue, measuresOf, ruleOf } from './metrics.ts';
import { QueryMistake } from './query-mistake.ts';

/** Combinations of values that one question may have; more is no answer that anybody reads. */
const MAX_GROUPS = 20_000;

/** Throws `QueryMistake` when there are too many. */
export async function readGroups(db: Kysely<PublishedDatabase>, asked: Asked, coverage: Coverage): Promise<readonly AnswerRow[]> {
  const { metrics, dimensions } = asked;
  const { rows } = await cellsStatement(asked, coverage.range, MAX_GROUPS + 1).execute(db);
  if (rows.length > MAX_GROUPS) throw new QueryMistake('/dimensions', `make more than ${MAX_GROUPS} rows of this period`);
  const measures = measuresOf(metrics);
  const groups = rows.map((row) => ({
    dimensions: dimensions.map((_dimension, at) => row[`d${at}`] ?? ''),
    metrics: valuesOf(metrics, Object.fromEntries(measures.map((measure, at) => [measure, Number(row[`m${at}`] ?? 0)]))),
  }));
  const [only, ...others] = dimensions;
  const isSeries = others.length === 0 && only !== undefined && isTimeDimension(only);
  if (only === undefined) return groups;
  return isSeries ? wholeSeries(groups, metrics, only, coverage) : groups.filter(tellsSomething);
}

/** A combination of values of which other metrics than those that were asked for know something is no row. */
function tellsSomething({ metrics }: AnswerRow): boolean {
  return metrics.some((value) => value !== null && value !== 0);
}

export function valuesOf(metrics: readonly Metric[], measures: Measures): MetricValue[] {
  return metrics.map((metric) => ruleOf(metric).value(measures));
}

/** Nothing is told of a bucket that is published and has no cell; of one without a published day nothing is known. */
function wholeSeries(
  groups: readonly AnswerRow[],
  metrics: readonly Metric[],
  unit: TimeDimension,
  { range, missingDays }: Coverage,
): AnswerRow[] {
  const known = new Map(groups.map((group) => [group.dimensions[0] ?? '', group]));
  const missing = new Set(missingDays);
  const published = new Set([...daysOf(range)].filter((day) => !missing.has(day)).map((day) => bucketOf(day, unit)));
  return bucketsOf(range, unit).map(
    (bucket) =>
      known.get(bucket) ?? {
        dimensions: [bucket],
        metrics: published.has(bucket) ? valuesOf(metrics, {}) : metrics.map(() => null),
      },
  );
}
