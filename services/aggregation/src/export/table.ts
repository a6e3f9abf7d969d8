// An answer as a table with one kind of value a column, as CSV and Parquet
// want it. What a percentile is made of has a column of its own.
import type { Answer, AnswerRow } from '../query/answer.ts';
import { isTimeDimension } from '../query/dimensions.ts';
import { type Metric, type MetricValue, ruleOf } from '../query/metrics.ts';
import type { Percentile } from '../query/percentile.ts';

export type Column =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly (string | null)[] }
  | { readonly name: string; readonly kind: 'number'; readonly values: readonly (number | null)[] };

export type Table = readonly Column[];

/** Display names by the numbers of senders. */
export type SenderNames = ReadonlyMap<string, string>;

export function toTable({ query, rows }: Answer, senderNames: SenderNames): Table {
  return [
    ...query.dimensions.flatMap((dimension, at) => {
      const values = rows.map((row) => row.dimensions[at] ?? null);
      const column = text(dimension, values);
      if (dimension !== 'sender_organisation') return [column];
      return [
        column,
        text(
          'sender_name',
          values.map((value) => senderNames.get(value ?? '') ?? null),
        ),
      ];
    }),
    ...query.metrics.flatMap((metric, at) =>
      metricColumns(
        metric,
        metric,
        rows.map((row) => row.metrics[at] ?? null),
      ),
    ),
    ...(query.compare === 'none' ? [] : comparisonColumns(query, rows)),
  ];
}

function comparisonColumns({ dimensions, metrics }: Answer['query'], rows: readonly AnswerRow[]): Column[] {
  const time = dimensions.findIndex(isTimeDimension);
  const compared = (at: number) => rows.map(({ comparison }) => comparison?.dimensions[at] ?? null);
  return [
    ...(time < 0 ? [] : [text(`${dimensions[time]}_before`, compared(time))]),
    ...metrics.flatMap((metric, at) => [
      ...metricColumns(
        metric,
        `${metric}_before`,
        rows.map(({ comparison }) => comparison?.metrics[at] ?? null),
      ),
      number(
        `${metric}_change`,
        rows.map(({ comparison }) => comparison?.change[at] ?? null),
      ),
    ]),
  ];
}

function metricColumns(metric: Metric, name: string, values: readonly MetricValue[]): Column[] {
  if (ruleOf(metric).shape !== 'percentile')
    return [
      number(
        name,
        values.map((value) => (typeof value === 'number' ? value : null)),
      ),
    ];
  const percentiles = values.map((value) => (isPercentile(value) ? value : undefined));
  return [
    number(
      `${name}_ms`,
      percentiles.map((value) => value?.milliseconds ?? null),
    ),
    text(
      `${name}_bound`,
      percentiles.map((value) => value?.bound ?? null),
    ),
  ];
}

function isPercentile(value: MetricValue): value is Percentile {
  return typeof value === 'object' && value !== null;
}

function text(name: string, values: readonly (string | null)[]): Column {
  return { name, kind: 'text', values };
}

function number(name: string, values: readonly (number | null)[]): Column {
  return { name, kind: 'number', values };
}
