import type { Event, EventClock, EventKind } from '@postern/contracts';
import type { MailEvent, EventClock as ReadClock, EventKind as ReadKind } from '@postern/mail-reading';

const KINDS = {
  event: 'EVENT_KIND_UNSPECIFIED',
  invitation: 'EVENT_KIND_INVITATION',
  cancellation: 'EVENT_KIND_CANCELLATION',
  accepted: 'EVENT_KIND_ACCEPTED',
  declined: 'EVENT_KIND_DECLINED',
  tentative: 'EVENT_KIND_TENTATIVE',
  counter: 'EVENT_KIND_COUNTER',
} as const satisfies Record<ReadKind, EventKind>;

const CLOCKS = {
  instant: 'EVENT_CLOCK_INSTANT',
  local: 'EVENT_CLOCK_LOCAL',
  days: 'EVENT_CLOCK_DAYS',
} as const satisfies Record<ReadClock, EventClock>;

export function eventToWire(event: MailEvent): Event {
  const { kind, title, location, organiser, attendee, attendeeCount, repeats, time } = event;
  return {
    kind: KINDS[kind],
    title,
    location,
    organiser: organiser ?? null,
    attendee: attendee ?? null,
    attendeeCount,
    repeats,
    clock: time === undefined ? 'EVENT_CLOCK_UNSPECIFIED' : CLOCKS[time.clock],
    start: time?.start ?? 0,
    end: time?.end ?? 0,
    timeZone: time?.zone ?? '',
  };
}
