// Days of UTC as text (YYYY-MM-DD), which sorts as time does.
import type { TimeDimension } from './dimensions.ts';

export type Day = string;

export interface DayRange {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

const DAY_MS = 86_400_000;
/** Before there was any use. */
const FIRST_DAY = '2020-01-01';
const LAST_DAY = '2099-12-31';

export function toDay(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}

export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Whether it is a day of the calendar, from 2020 to 2099. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  const time = startOfDay(text);
  return !Number.isNaN(time) && toDay(time) === text;
}

export function addDays(day: Day, days: number): Day {
  return toDay(startOfDay(day) + days * DAY_MS);
}

/** The same day of another month, or the last of that month where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)));
}

export function countDays({ from, to }: DayRange): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS) + 1;
}

/** The first day of what the day is in. */
export function bucketOf(day: Day, unit: TimeDimension): Day {
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  if (unit === 'day') return day;
  const sinceMonday = (new Date(startOfDay(day)).getUTCDay() + 6) % 7;
  return addDays(day, -sinceMonday);
}

/** The buckets that a range touches, in order. */
export function bucketsOf(range: DayRange, unit: TimeDimension): Day[] {
  const buckets: Day[] = [];
  for (let bucket = bucketOf(range.from, unit); bucket <= range.to; bucket = nextBucket(bucket, unit)) buckets.push(bucket);
  return buckets;
}

export function nextBucket(bucket: Day, unit: TimeDimension): Day {
  if (unit === 'month') return addMonths(bucket, 1);
  return addDays(bucket, unit === 'week' ? 7 : 1);
}

export function* daysOf({ from, to }: DayRange): Generator<Day> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}
