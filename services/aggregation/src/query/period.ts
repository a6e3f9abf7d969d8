// Which days a question is about. Relative periods end with the newest
// published day and not with the clock: so they are whole, and the same
// question has the same answer until another day is published. How old the
// newest day is, every answer says.
import { addDays, addMonths, countDays, type DayRange } from './days.ts';

export const NAMED_PERIODS = ['7d', '30d', '90d', '12mo', 'all'] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];
export type Period = NamedPeriod | DayRange;

export const COMPARISONS = ['none', 'previous_period', 'previous_year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Ten years: more than there is, and an end to what one question can cost. */
export const MAX_PERIOD_DAYS = 3_660;

const DAYS: Readonly<Record<'7d' | '30d' | '90d', number>> = { '7d': 7, '30d': 30, '90d': 90 };

/** `published`: from the first to the newest published day. */
export function resolvePeriod(period: Period, published: DayRange): DayRange {
  if (typeof period === 'object') return period;
  const { from, to } = published;
  if (period === 'all') return { from: countDays(published) > MAX_PERIOD_DAYS ? addDays(to, 1 - MAX_PERIOD_DAYS) : from, to };
  if (period === '12mo') return { from: addDays(addMonths(to, -12), 1), to };
  return { from: addDays(to, 1 - DAYS[period]), to };
}

export function comparedWith(range: DayRange, comparison: Comparison): DayRange | undefined {
  if (comparison === 'none') return undefined;
  if (comparison === 'previous_year') return { from: addMonths(range.from, -12), to: addMonths(range.to, -12) };
  return { from: addDays(range.from, -countDays(range)), to: addDays(range.from, -1) };
}
