// The panels of the dashboard. Each is the answer to exactly one question, and
// that question is what its export asks: what is taken along is what was seen.
import { countDays, type DayRange } from '../query/days.ts';
import type { CellDimension, TimeDimension } from '../query/dimensions.ts';
import type { Metric } from '../query/metrics.ts';
import type { Filter, Query } from '../query/query.ts';
import { filtersBeside, type ViewState } from './view-state.ts';

export interface Breakdown {
  readonly title: string;
  readonly dimension: CellDimension;
  /** What is counted; undefined: what the analyst chose. */
  readonly metric?: Metric;
  readonly filters?: readonly Filter[];
  /** Buckets stand in their own order, all else with the most first. */
  readonly ordered?: boolean;
}

const NOT_WELL: Filter = { operator: 'is', dimension: 'outcome', values: ['failed', 'refused'] };

export const BREAKDOWNS = {
  senders: { title: 'Senders', dimension: 'sender_organisation' },
  sign_in_methods: { title: 'Ways to sign in', dimension: 'sign_in_method', metric: 'signed_in' },
  browsers: { title: 'Browsers', dimension: 'browser_family' },
  operating_systems: { title: 'Systems', dimension: 'os_family' },
  locales: { title: 'Languages', dimension: 'locale' },
  errors: { title: 'Errors', dimension: 'error_code', metric: 'uses', filters: [NOT_WELL] },
  latencies: { title: 'Time to the message', dimension: 'latency', metric: 'viewed', ordered: true },
  sizes: { title: 'Sizes of messages', dimension: 'size', metric: 'viewed', ordered: true },
} as const satisfies Readonly<Record<string, Breakdown>>;

export type BreakdownName = keyof typeof BREAKDOWNS;
export type PanelName = 'timeline' | 'funnel' | 'quality' | BreakdownName;

export function breakdownOf(name: BreakdownName): Breakdown {
  return BREAKDOWNS[name];
}

export function isBreakdownName(name: string): name is BreakdownName {
  return Object.hasOwn(BREAKDOWNS, name);
}

export const BREAKDOWN_NAMES: readonly BreakdownName[] = Object.keys(BREAKDOWNS).filter(isBreakdownName);
export const PANEL_NAMES: readonly PanelName[] = ['timeline', 'funnel', 'quality', ...BREAKDOWN_NAMES];

export function isPanelName(name: string): name is PanelName {
  return PANEL_NAMES.some((known) => known === name);
}

const MAX_PANEL_ROWS = 50;
const MAX_POINTS = 3_660;
const FUNNEL: readonly Metric[] = [
  'opened',
  'signed_in',
  'released',
  'viewed',
  'opened_to_signed_in',
  'signed_in_to_released',
  'released_to_viewed',
  'opened_to_viewed',
];
const QUALITY: readonly Metric[] = ['success_rate', 'failure_rate', 'latency_p50', 'latency_p75', 'latency_p95'];
const READING: Filter = { operator: 'is', dimension: 'kind', values: ['message_viewed'] };

/** `interval`: what the analyst chose, or what suits the period. */
export function panelQuery(name: PanelName, state: ViewState, interval: TimeDimension): Query {
  const { period, compare, filters, metric } = state;
  const common = { period, compare, filters, dimensions: [], limit: MAX_PANEL_ROWS };
  if (name === 'timeline') return { ...common, metrics: [metric], dimensions: [interval], limit: MAX_POINTS };
  if (name === 'funnel') return { ...common, metrics: FUNNEL };
  if (name === 'quality') return { ...common, metrics: QUALITY, filters: [...filters, READING] };
  const { dimension, metric: own, filters: more = [] } = breakdownOf(name);
  return {
    ...common,
    metrics: [own ?? metric],
    dimensions: [dimension],
    filters: [...filtersBeside(state, dimension), ...more],
  };
}

const DAYS_BY_DAY = 62;
const DAYS_BY_WEEK = 400;

/** Points that a line can show: up to two months by day, up to a year by week. */
export function suitableInterval(range: DayRange): TimeDimension {
  const days = countDays(range);
  if (days <= DAYS_BY_DAY) return 'day';
  return days <= DAYS_BY_WEEK ? 'week' : 'month';
}
