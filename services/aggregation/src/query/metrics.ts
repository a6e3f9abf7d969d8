// What can be asked of published uses. Each metric is made of a few sums over
// cells, the measures, and a rule that turns those into one value. A cell whose
// outcome or latency is folded is in no measure that needs it: so counts of
// uses that went well are lower bounds, and so are rates, whose whole is all uses.
import { USAGE_FIELDS, type UsageKind } from '@postern/usage';
import { estimatePercentile, type Percentile } from './percentile.ts';

/** A sum over cells: all uses, those of an outcome, those of a kind that went well, those of a latency bucket. */
export type Measure =
  | 'all'
  | 'succeeded'
  | 'not_succeeded'
  | `ok_${UsageKind}`
  | `latency_${(typeof USAGE_FIELDS.latency)[number]}`;
export type Measures = Readonly<Partial<Record<Measure, number>>>;

/** Null: nothing to tell it from. */
export type MetricValue = number | Percentile | null;

interface MetricRule {
  readonly what: string;
  readonly shape: 'count' | 'share' | 'percentile';
  readonly needs: readonly Measure[];
  readonly value: (measures: Measures) => MetricValue;
}

const LATENCIES = USAGE_FIELDS.latency.map((bucket) => `latency_${bucket}` as const);
const of = (measures: Measures, name: Measure): number => measures[name] ?? 0;

function wentWell(kind: UsageKind, what: string): MetricRule {
  return { what, shape: 'count', needs: [`ok_${kind}`], value: (measures) => of(measures, `ok_${kind}`) };
}

function share(part: Measure, whole: Measure, what: string): MetricRule {
  const value = (measures: Measures) => (of(measures, whole) > 0 ? of(measures, part) / of(measures, whole) : null);
  return { what, shape: 'share', needs: [part, whole], value };
}

function percentile(fraction: number): MetricRule {
  return {
    what: `Latency that ${fraction * 100} % of the uses that tell one did not exceed, in milliseconds: interpolated in its bucket, or the lower bound of the last, which has no end`,
    shape: 'percentile',
    needs: LATENCIES,
    value: (measures) => {
      const counts = USAGE_FIELDS.latency.map((bucket) => ({ bucket, uses: of(measures, `latency_${bucket}`) }));
      return estimatePercentile(counts, fraction);
    },
  };
}

const RULES = {
  uses: { what: 'Uses of every kind and outcome', shape: 'count', needs: ['all'], value: (measures) => of(measures, 'all') },
  opened: wentWell('message_opened', 'Messages opened'),
  passcodes_asked: wentWell('passcode_requested', 'Passcodes asked for'),
  passcodes_mailed: wentWell('passcode_mailed', 'Passcodes mailed'),
  signed_in: wentWell('sign_in', 'Sign-ins'),
  released: wentWell('message_released', 'Content keys released'),
  viewed: wentWell('message_viewed', 'Messages read'),
  files_saved: wentWell('file_saved', 'Attachments and mails saved'),
  previews_shown: wentWell('preview_shown', 'Attachments looked at'),
  success_rate: share('succeeded', 'all', 'Uses that went well, of all uses: at least this share'),
  failure_rate: share('not_succeeded', 'all', 'Uses that were refused or failed, of all uses: at least this share'),
  opened_to_signed_in: share('ok_sign_in', 'ok_message_opened', 'Sign-ins for each message opened'),
  signed_in_to_released: share('ok_message_released', 'ok_sign_in', 'Content keys released for each sign-in'),
  released_to_viewed: share('ok_message_viewed', 'ok_message_released', 'Messages read for each content key released'),
  opened_to_viewed: share('ok_message_viewed', 'ok_message_opened', 'Messages read for each message opened'),
  latency_p50: percentile(0.5),
  latency_p75: percentile(0.75),
  latency_p95: percentile(0.95),
} as const satisfies Readonly<Record<string, MetricRule>>;

export type Metric = keyof typeof RULES;

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(RULES, name);
}

export const METRICS: readonly Metric[] = Object.keys(RULES).filter(isMetric);

export function ruleOf(metric: Metric): MetricRule {
  return RULES[metric];
}

/** Each measure that the metrics need, once. */
export function measuresOf(metrics: readonly Metric[]): readonly Measure[] {
  return [...new Set(metrics.flatMap((metric) => [...ruleOf(metric).needs]))];
}
