// A calendar as far as a reader needs it, before any parser sees it: the few
// properties that are shown, of events and time zones alone, so many and so
// long at most. Alarms, rules that repeat for ever, a hundred thousand guests
// and lines of a megabyte are left behind here, in one pass over the text.
import { LIMITS } from '../limits.ts';

/** What is kept, by the component that it stands in. */
const KEPT: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['VCALENDAR', new Set(['METHOD'])],
  [
    'VEVENT',
    new Set(['SUMMARY', 'LOCATION', 'DTSTART', 'DTEND', 'DURATION', 'ORGANIZER', 'ATTENDEE', 'STATUS', 'RRULE', 'RDATE']),
  ],
  ['VTIMEZONE', new Set(['TZID'])],
  ['STANDARD', new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE'])],
  ['DAYLIGHT', new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE'])],
]);
/** Which component may stand in which. */
const PARENTS: ReadonlyMap<string, string> = new Map([
  ['VCALENDAR', ''],
  ['VEVENT', 'VCALENDAR'],
  ['VTIMEZONE', 'VCALENDAR'],
  ['STANDARD', 'VTIMEZONE'],
  ['DAYLIGHT', 'VTIMEZONE'],
]);
/** That an event repeats is all that is told of it; how it does could take any time to work out. */
const REPEATS = 'RRULE:FREQ=DAILY';
/** A rule of a time zone: once a year (RFC 5545 section 3.3.10). */
const YEARLY = /^RRULE:(?=(?:.*;)?FREQ=YEARLY(?:;|$))[A-Z0-9=;,+-]{1,300}$/i;

export interface CalendarLines {
  /** One calendar after another, well-formed. */
  readonly text: string;
  /** Events, guests or text were left out. */
  readonly truncated: boolean;
}

export function calendarLines(calendar: string): CalendarLines {
  const bounded = calendar.slice(0, LIMITS.calendarCharacters);
  const filter = new LineFilter();
  // A long line is folded (RFC 5545 section 3.1).
  for (const line of bounded.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) filter.take(line);
  return { text: filter.end(), truncated: filter.truncated || bounded.length < calendar.length };
}

class LineFilter {
  truncated = false;
  readonly #lines: string[] = [];
  readonly #open: string[] = [];
  /** Components within one that is not kept. */
  #skipped = 0;
  #events = 0;

  take(line: string): void {
    const name = /^[A-Za-z-]{1,40}(?=[;:])/.exec(line)?.[0].toUpperCase();
    if (name === 'BEGIN') this.#begin(line.slice(6).trim().toUpperCase());
    else if (name === 'END') this.#end(line.slice(4).trim().toUpperCase());
    else if (name !== undefined && this.#skipped === 0) this.#keep(name, line);
  }

  /** Closes what nobody closed. */
  end(): string {
    while (this.#open.length > 0) this.#lines.push(`END:${this.#open.pop()}`);
    return this.#lines.join('\r\n');
  }

  #begin(component: string): void {
    const isEvent = component === 'VEVENT' && this.#skipped === 0;
    if (isEvent) this.#events += 1;
    const tooMany = this.#lines.length > LIMITS.calendarLines || (isEvent && this.#events > LIMITS.events);
    if (isEvent && tooMany) this.truncated = true;
    if (this.#skipped > 0 || tooMany || PARENTS.get(component) !== (this.#open.at(-1) ?? '')) this.#skipped += 1;
    else {
      this.#open.push(component);
      this.#lines.push(`BEGIN:${component}`);
    }
  }

  #end(component: string): void {
    if (this.#skipped > 0) this.#skipped -= 1;
    else if (this.#open.at(-1) === component) this.#lines.push(`END:${this.#open.pop()}`);
  }

  #keep(name: string, line: string): void {
    const component = this.#open.at(-1) ?? '';
    if (KEPT.get(component)?.has(name) !== true) return;
    if (this.#lines.length > LIMITS.calendarLines) {
      this.truncated = true;
      return;
    }
    const kept = component === 'VEVENT' ? eventLine(name, line) : zoneLine(name, line);
    if (kept !== undefined) this.#lines.push(kept);
  }
}

function eventLine(name: string, line: string): string | undefined {
  if (name === 'RRULE' || name === 'RDATE') return REPEATS;
  if (name === 'SUMMARY' || name === 'LOCATION') return line.slice(0, LIMITS.calendarLine);
  return line.length > LIMITS.calendarLine ? undefined : line;
}

function zoneLine(name: string, line: string): string | undefined {
  if (line.length > LIMITS.calendarLine) return undefined;
  return name !== 'RRULE' || YEARLY.test(line) ? line : undefined;
}
