import type { CellDimension, Dimension } from './dimensions.ts';
import type { Metric } from './metrics.ts';
import type { Comparison, Period } from './period.ts';

/** `is`: the value is one of these. `is_not`: it is none of these; what is folded stays, whatever it is made of. */
export interface Filter {
  readonly operator: 'is' | 'is_not';
  readonly dimension: CellDimension;
  readonly values: readonly string[];
}

/** A question about published uses. All filters have to hold. */
export interface Query {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly filters: readonly Filter[];
  readonly period: Period;
  readonly compare: Comparison;
  /** Rows of the answer. */
  readonly limit: number;
}

export const MAX_METRICS = 16;
export const MAX_DIMENSIONS = 3;
export const MAX_FILTERS = 10;
export const MAX_FILTER_VALUES = 50;
export const MAX_ROWS = 10_000;
export const DEFAULT_ROWS = 1_000;
