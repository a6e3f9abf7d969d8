// From the wire to a question. The schema has been applied before; here is
// what it cannot say.
import { countDays, isDay } from './days.ts';
import { type CellDimension, type Dimension, isTimeDimension, isValueOf } from './dimensions.ts';
import type { Metric } from './metrics.ts';
import { type Comparison, MAX_PERIOD_DAYS, type Period } from './period.ts';
import type { Filter, Query } from './query.ts';
import { QueryMistake } from './query-mistake.ts';

/** As the schema lets it through. */
export interface WireQuery {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly filters: readonly {
    readonly operator: Filter['operator'];
    readonly dimension: CellDimension;
    readonly values: readonly string[];
  }[];
  readonly period: Period;
  readonly compare: Comparison;
  readonly limit: number;
}

/** Throws `QueryMistake`. */
export function readQuery(wire: WireQuery): Query {
  if (wire.dimensions.filter(isTimeDimension).length > 1)
    throw new QueryMistake('/dimensions', 'must have at most one of day, week and month');
  for (const [at, filter] of wire.filters.entries()) checkFilter(filter, at);
  checkPeriod(wire.period);
  const { metrics, dimensions, filters, period, compare, limit } = wire;
  return { metrics, dimensions, filters, period, compare, limit };
}

function checkFilter({ dimension, values }: Filter, at: number): void {
  const wrong = values.findIndex((value) => !isValueOf(dimension, value));
  if (wrong >= 0) throw new QueryMistake(`/filters/${at}/values/${wrong}`, `must be a value of ${dimension}`);
}

function checkPeriod(period: Period): void {
  const mistake = periodMistake(period);
  if (mistake !== undefined) throw mistake;
}

/** What is wrong with a period; undefined when nothing is. */
export function periodMistake(period: Period): QueryMistake | undefined {
  if (typeof period === 'string') return undefined;
  for (const end of ['from', 'to'] as const)
    if (!isDay(period[end])) return new QueryMistake(`/period/${end}`, 'must be a day of the calendar, from 2020 to 2099');
  if (period.to < period.from) return new QueryMistake('/period/to', 'must not be before from');
  if (countDays(period) > MAX_PERIOD_DAYS) return new QueryMistake('/period', `must not have more than ${MAX_PERIOD_DAYS} days`);
  return undefined;
}
