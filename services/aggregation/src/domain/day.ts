import { startOfHour } from '@postern/usage';

/** A day of UTC, in days since 1970-01-01. */
export type Day = number;

const HOURS_A_DAY = 24;

export function dayOfHour(hour: number): Day {
  return Math.floor(hour / HOURS_A_DAY);
}

export function dayOfTime(epochMs: number): Day {
  return Math.floor(epochMs / startOfHour(HOURS_A_DAY));
}

/** The first hour of the day, and the first of the next one; in hours since 1970. */
export function hoursOf(day: Day): readonly [from: number, until: number] {
  return [day * HOURS_A_DAY, (day + 1) * HOURS_A_DAY];
}

/** In milliseconds since 1970. */
export function endOfDay(day: Day): number {
  return startOfHour((day + 1) * HOURS_A_DAY);
}

/** `2026-11-24` */
export function isoDay(day: Day): string {
  return new Date(startOfHour(day * HOURS_A_DAY)).toISOString().slice(0, 10);
}

/** Of `2026-11-24`. */
export function parseDay(text: string): Day {
  const day = dayOfTime(Date.parse(`${text}T00:00:00Z`));
  if (Number.isNaN(day) || isoDay(day) !== text) throw new RangeError('not a day');
  return day;
}
