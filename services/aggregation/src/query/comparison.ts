// Two periods side by side. Rows in time are compared by their place in their
// period (the first week with the first week), all others by their values. How
// a count changed is told only when both periods have as many published days.
import { type AnswerRow, changeBetween } from './answer.ts';
import type { Coverage } from './coverage.ts';
import { bucketsOf, type DayRange } from './days.ts';
import { isTimeDimension } from './dimensions.ts';
import { valuesOf } from './groups.ts';
import { type MetricValue, ruleOf } from './metrics.ts';
import type { Query } from './query.ts';

interface Side {
  readonly coverage: Coverage;
  readonly rows: readonly AnswerRow[];
}

type Compared = Pick<Query, 'metrics' | 'dimensions'>;

export function withComparison(query: Compared, now: Side, before: Side): AnswerRow[] {
  const keyNow = keysIn(query, now.coverage.range);
  const keyBefore = keysIn(query, before.coverage.range);
  const isInTime = query.dimensions.some(isTimeDimension);
  const areAlike = isInTime || now.coverage.publishedDays === before.coverage.publishedDays;
  const comparison = (metrics: readonly MetricValue[], other: AnswerRow) => ({
    dimensions: other.dimensions,
    metrics: other.metrics,
    change: query.metrics.map((metric, at) => {
      const { shape } = ruleOf(metric);
      if (shape === 'count' && !areAlike) return null;
      return changeBetween(metrics[at] ?? null, other.metrics[at] ?? null, shape === 'share');
    }),
  });
  const earlier = new Map(before.rows.map((row) => [keyBefore(row), row]));
  const compared = now.rows.map((row) => {
    const key = keyNow(row);
    const other = earlier.get(key);
    earlier.delete(key);
    return { ...row, ...(other === undefined ? {} : { comparison: comparison(row.metrics, other) }) };
  });
  if (isInTime) return compared;
  // What there was and is no more is a row too.
  const nothing = valuesOf(query.metrics, {});
  const gone = [...earlier.values()].map((row) => ({
    dimensions: row.dimensions,
    metrics: nothing,
    comparison: comparison(nothing, row),
  }));
  return [...compared, ...gone];
}

/** What makes a row the counterpart of another. */
function keysIn({ dimensions }: Compared, range: DayRange): (row: AnswerRow) => string {
  const places = dimensions.map((dimension) =>
    isTimeDimension(dimension) ? new Map(bucketsOf(range, dimension).map((bucket, at) => [bucket, at])) : undefined,
  );
  return (row) => row.dimensions.map((value, at) => places[at]?.get(value) ?? value).join(' ');
}
