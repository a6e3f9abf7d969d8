import ICAL from 'ical.js';
import { cleanLine } from '../headers.ts';
import type { EventKind, EventTime, Mailbox, MailEvent } from '../mail.ts';
import { calendarLines } from './calendar-lines.ts';
import { ianaZone, instantInZone, offsetByDescription, wallSeconds } from './zone-offset.ts';

type Component = InstanceType<typeof ICAL.Component>;
type Property = InstanceType<typeof ICAL.Property>;

const DAY_SECONDS = 86_400;
const MAX_TEXT = 500;

export interface CalendarEvents {
  readonly events: readonly MailEvent[];
  readonly truncated: boolean;
}

/** The events of a calendar (RFC 5545). Throws for what is none. */
export function calendarEvents(text: string): CalendarEvents {
  const lines = calendarLines(text);
  const parsed: unknown = ICAL.parse(lines.text);
  if (!Array.isArray(parsed)) throw new TypeError('not a calendar');
  // One calendar is its own list; several are a list of such lists.
  const calendars: readonly unknown[] = Array.isArray(parsed[0]) ? parsed : [parsed];
  const events = calendars
    .filter((calendar) => Array.isArray(calendar))
    .map((calendar) => new ICAL.Component(calendar))
    .flatMap((calendar) => calendar.getAllSubcomponents('vevent').map((event) => readEvent(event, calendar)));
  return { events, truncated: lines.truncated };
}

function readEvent(event: Component, calendar: Component): MailEvent {
  const attendees = event.getAllProperties('attendee');
  const method = textOf(calendar, 'method').toUpperCase();
  const answers = method === 'REPLY' || method === 'COUNTER';
  return {
    kind: kindOf(method, textOf(event, 'status').toUpperCase(), attendees[0]),
    title: textOf(event, 'summary'),
    location: textOf(event, 'location'),
    organiser: personOf(event.getFirstProperty('organizer')),
    attendee: answers ? personOf(attendees[0]) : undefined,
    attendeeCount: answers ? 0 : attendees.length,
    repeats: event.hasProperty('rrule'),
    time: timeOf(event, calendar),
  };
}

/** RFC 5546 section 1.4. */
function kindOf(method: string, status: string, attendee: Property | undefined): EventKind {
  if (method === 'REPLY') return answerOf(String(attendee?.getFirstParameter('partstat') ?? '').toUpperCase());
  if (method === 'COUNTER') return 'counter';
  if (method === 'CANCEL' || status === 'CANCELLED') return 'cancellation';
  return method === 'REQUEST' ? 'invitation' : 'event';
}

function answerOf(participation: string): EventKind {
  if (participation === 'ACCEPTED') return 'accepted';
  if (participation === 'DECLINED') return 'declined';
  return participation === 'TENTATIVE' ? 'tentative' : 'event';
}

function textOf(component: Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? cleanLine(value).slice(0, MAX_TEXT) : '';
}

function personOf(property: Property | null | undefined): Mailbox | undefined {
  if (!property) return undefined;
  const value = property.getFirstValue();
  const address = typeof value === 'string' ? cleanLine(value.replace(/^mailto:/i, '')).slice(0, MAX_TEXT) : '';
  const name = cleanLine(String(property.getFirstParameter('cn') ?? '')).slice(0, MAX_TEXT);
  return address === '' && name === '' ? undefined : { name, address };
}

function timeOf(event: Component, calendar: Component): EventTime | undefined {
  const property = event.getFirstProperty('dtstart');
  const begins = property?.getFirstValue();
  const wall = wallSeconds(begins);
  if (!property || !(begins instanceof ICAL.Time) || wall === undefined) return undefined;
  const length = lengthOf(event);
  if (begins.isDate) {
    // The end is the first day after (RFC 5545 section 3.6.1).
    const last = endOf(event) ?? wall + (length ?? DAY_SECONDS);
    return { clock: 'days', start: wall, end: Math.max(wall, last - DAY_SECONDS), zone: undefined };
  }
  const start = pointOf(property, wall, calendar);
  const [endProperty, endWall] = [event.getFirstProperty('dtend'), endOf(event)];
  const end =
    endProperty && endWall !== undefined ? pointOf(endProperty, endWall, calendar).seconds : length && start.seconds + length;
  return {
    clock: start.known ? 'instant' : 'local',
    start: start.seconds,
    end: end !== undefined && end > start.seconds ? end : undefined,
    zone: start.zone,
  };
}

function endOf(event: Component): number | undefined {
  return wallSeconds(event.getFirstPropertyValue('dtend'));
}

/** Seconds. */
function lengthOf(event: Component): number | undefined {
  const value = event.getFirstPropertyValue('duration');
  return value instanceof ICAL.Duration ? value.toSeconds() : undefined;
}

interface Point {
  readonly seconds: number;
  /** Its zone is known, so it is one moment everywhere. */
  readonly known: boolean;
  readonly zone?: string;
}

/** The three forms of a time (RFC 5545 section 3.3.5). */
function pointOf(property: Property, wall: number, calendar: Component): Point {
  const value = property.getFirstValue();
  if (value instanceof ICAL.Time && value.zone === ICAL.Timezone.utcTimezone) return { seconds: wall, known: true };
  const tzid = String(property.getFirstParameter('tzid') ?? '').slice(0, MAX_TEXT);
  const zone = ianaZone(tzid);
  if (zone !== undefined) return { seconds: instantInZone(wall, zone), known: true, zone };
  const description = calendar
    .getAllSubcomponents('vtimezone')
    .find((each) => tzid !== '' && each.getFirstPropertyValue('tzid') === tzid);
  const offset = description && offsetByDescription(wall, description);
  return offset === undefined ? { seconds: wall, known: false } : { seconds: wall - offset, known: true };
}
