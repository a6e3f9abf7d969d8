// Numbers and days as analysts read them. English, and the same on every machine.

import { addDays, type Day, type DayRange, nextBucket, startOfDay } from '../query/days.ts';
import type { TimeDimension } from '../query/dimensions.ts';
import type { MetricValue } from '../query/metrics.ts';

const COUNT = new Intl.NumberFormat('en');
const SHARE = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const CHANGE = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const SECONDS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export const formatCount = (count: number): string => COUNT.format(count);
export const formatShare = (share: number): string => (share > 0 && share < 0.001 ? 'less than 0.1%' : SHARE.format(share));
export const formatChange = (change: number): string => CHANGE.format(change).replace('-', '−');

/** A latency; the last bucket has no end. */
export function formatPercentile(value: MetricValue): string | undefined {
  if (value === null || typeof value === 'number') return undefined;
  const seconds = `${SECONDS.format(value.milliseconds / 1_000)} s`;
  return value.bound === 'at_least' ? `${seconds} or more` : `about ${seconds}`;
}

const dayFormat = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  return (day: Day): string => format.format(startOfDay(day));
};
export const formatDay = dayFormat({ day: 'numeric', month: 'short', year: 'numeric' });
export const formatWeekday = dayFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
export const formatShortDay = dayFormat({ day: 'numeric', month: 'short' });
export const formatMonth = dayFormat({ month: 'long', year: 'numeric' });
export const formatShortMonth = dayFormat({ month: 'short', year: 'numeric' });

export function formatRange({ from, to }: DayRange): string {
  return from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;
}

/** A bucket in time, and that it is only partly in the period where it is. */
export function formatBucket(bucket: Day, unit: TimeDimension, { from, to }: DayRange): string {
  if (unit === 'day') return formatWeekday(bucket);
  const last = addDays(nextBucket(bucket, unit), -1);
  const partly = bucket < from || last > to ? ' (in part)' : '';
  return unit === 'month' ? `${formatMonth(bucket)}${partly}` : `Week of ${formatDay(bucket)}${partly}`;
}
