// The answer to a question: rows, and beside them what they do not say.
import type { Coverage, Publication } from './coverage.ts';
import type { CellDimension } from './dimensions.ts';
import type { MetricValue } from './metrics.ts';
import type { Query } from './query.ts';

export interface ComparedRow {
  /** Of a row in time: where the compared bucket begins; else the row's own. */
  readonly dimensions: readonly string[];
  readonly metrics: readonly MetricValue[];
  /** For each metric; null where there is nothing to compare. See `changeBetween`. */
  readonly change: readonly (number | null)[];
}

export interface AnswerRow {
  readonly dimensions: readonly string[];
  /** Null: not published, or nothing to tell it from. */
  readonly metrics: readonly MetricValue[];
  readonly comparison?: ComparedRow;
}

export interface Answer {
  readonly query: Query;
  readonly rows: readonly AnswerRow[];
  /** How many rows there are; `rows` has the first of them. */
  readonly totalRows: number;
  /** Undefined: no day is published yet. */
  readonly publication: Publication | undefined;
  readonly coverage: Coverage | undefined;
  readonly comparedCoverage: Coverage | undefined;
  /** The part of the uses whose value of a dimension of the question is folded, 0 to 1. */
  readonly folded: Readonly<Partial<Record<CellDimension, number>>>;
}

/** Relative for counts and latencies (0.1: a tenth more); the difference for shares. */
export function changeBetween(now: MetricValue, before: MetricValue, isShare: boolean): number | null {
  const [to, from] = [numberOf(now), numberOf(before)];
  if (to === undefined || from === undefined) return null;
  if (isShare) return to - from;
  return from > 0 ? to / from - 1 : null;
}

export function numberOf(value: MetricValue): number | undefined {
  if (value === null) return undefined;
  return typeof value === 'number' ? value : value.milliseconds;
}
