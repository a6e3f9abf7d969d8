// What a clock on a wall showed, as a point in time. A zone that the calendar
// names as IANA does is the runtime's to know. Any other is read from the
// calendar's own description, of which we need the two turns of a year and
// nothing that repeats: so no rule of a stranger is ever run.
import ICAL from 'ical.js';

type Component = InstanceType<typeof ICAL.Component>;

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const DAY_SECONDS = 86_400;

/** The name that the runtime knows a zone by; undefined when it knows none. Some calendars put their own path before it. */
export function ianaZone(tzid: string): string | undefined {
  if (!/^[A-Za-z0-9_+/.-]{1,120}$/.test(tzid)) return undefined;
  const parts = tzid.split('/').filter((part) => part !== '');
  const names = [tzid, parts.slice(-3).join('/'), parts.slice(-2).join('/')].filter((name) => /^[A-Za-z]/.test(name));
  return names.find(isKnown);
}

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** `wall` and the result in seconds; of two moments that a clock shows alike, and of one that it skips, either may be meant. */
export function instantInZone(wall: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day = 1] = [parts.get('year'), parts.get('month'), parts.get('day')];
    const [hour = 0, minute = 0, second = 0] = [parts.get('hour'), parts.get('minute'), parts.get('second')];
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - instant;
  };
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}

/** Seconds east of Greenwich at a wall clock's time, by a VTIMEZONE (RFC 5545 section 3.6.5). */
export function offsetByDescription(wall: number, zone: Component): number | undefined {
  const year = new Date(wall * 1000).getUTCFullYear();
  const turns = zone
    .getAllSubcomponents()
    .flatMap((observance) => [turnIn(year - 1, observance), turnIn(year, observance)])
    .filter((turn) => turn !== undefined)
    .sort((a, b) => a.at - b.at);
  return turns.findLast(({ at }) => at <= wall)?.to ?? turns[0]?.from;
}

interface Turn {
  /** On the wall clock before it is turned. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** When a year's standard or daylight time begins; undefined before its first year and after its last. */
function turnIn(year: number, observance: Component): Turn | undefined {
  const [start, from, to] = ['dtstart', 'tzoffsetfrom', 'tzoffsetto'].map((name) => observance.getFirstPropertyValue(name));
  const first = wallSeconds(start);
  if (first === undefined || to === undefined) return undefined;
  const turn = { from: offsetSeconds(from), to: offsetSeconds(to) };
  const firstDate = new Date(first * 1000);
  const rule = ruleOf(observance);
  if (rule === undefined || year <= firstDate.getUTCFullYear()) return { at: first, ...turn };
  if (year > rule.lastYear) return undefined;
  const month = rule.month ?? firstDate.getUTCMonth() + 1;
  const day = dayOf(year, month, rule) ?? firstDate.getUTCDate();
  return { at: Date.UTC(year, month - 1, day) / 1000 + secondOfDay(first), ...turn };
}

/** Of a time before 1970 too: some rules begin in 1601. */
function secondOfDay(seconds: number): number {
  return ((seconds % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
}

interface Rule {
  readonly month: number | undefined;
  readonly weekday: string | undefined;
  readonly monthDays: readonly number[];
  readonly lastYear: number;
}

function ruleOf(observance: Component): Rule | undefined {
  const value = observance.getFirstPropertyValue('rrule');
  if (!(value instanceof ICAL.Recur)) return undefined;
  const { BYMONTH = [], BYDAY = [], BYMONTHDAY = [] } = value.parts;
  const last = wallSeconds(value.until);
  return {
    month: BYMONTH[0],
    weekday: BYDAY[0],
    monthDays: BYMONTHDAY,
    lastYear: last === undefined ? Number.POSITIVE_INFINITY : new Date(last * 1000).getUTCFullYear(),
  };
}

/** The second Sunday, the last one, or the first on or after a day of the month. */
function dayOf(year: number, month: number, { weekday, monthDays }: Rule): number | undefined {
  const [, sign = '', ordinal = '', name = ''] = /^([+-]?)(\d?)([A-Z]{2})$/.exec(weekday ?? '') ?? [];
  const wanted = DAYS.indexOf(name);
  const earliest = monthDays.length === 0 ? undefined : Math.min(...monthDays.slice(0, 31));
  if (wanted === -1) return earliest;
  if (sign === '-') {
    const last = new Date(Date.UTC(year, month, 0));
    return last.getUTCDate() - ((last.getUTCDay() - wanted + 7) % 7) - 7 * (Number(ordinal || '1') - 1);
  }
  const from = earliest ?? 1;
  const first = from + ((wanted - new Date(Date.UTC(year, month - 1, from)).getUTCDay() + 7) % 7);
  return first + 7 * (Number(ordinal || '1') - 1);
}

/** A time of a calendar as its clock shows it, in seconds as if it were UTC. */
export function wallSeconds(value: unknown): number | undefined {
  if (!(value instanceof ICAL.Time)) return undefined;
  const { year, month, day, hour, minute, second } = value;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  // A calendar's years have four digits.
  return Number.isNaN(seconds) || year > 9999 ? undefined : seconds;
}

function offsetSeconds(value: unknown): number {
  return value instanceof ICAL.UtcOffset ? value.toSeconds() : 0;
}
