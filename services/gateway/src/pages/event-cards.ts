// What a calendar in the message asks or says, as a card above the text. The
// calendar itself stays among the attachments, to be put into one's own.
import type { Event__Output, EventKind, Mailbox__Output } from '@postern/contracts';
import { html, type SafeHtml } from '@postern/html';
import type { MessageKey } from '../messages/en.ts';
import type { Texts } from '../messages/texts.ts';
import { timeElement } from './sign-in-page.ts';

const KINDS: Readonly<Record<Extract<EventKind, string>, MessageKey>> = {
  EVENT_KIND_UNSPECIFIED: 'event.event',
  EVENT_KIND_INVITATION: 'event.invitation',
  EVENT_KIND_CANCELLATION: 'event.cancellation',
  EVENT_KIND_ACCEPTED: 'event.accepted',
  EVENT_KIND_DECLINED: 'event.declined',
  EVENT_KIND_TENTATIVE: 'event.tentative',
  EVENT_KIND_COUNTER: 'event.counter',
};

export function eventCards(texts: Texts, events: readonly Event__Output[]): SafeHtml | false {
  if (events.length === 0) return false;
  return html`${events.map((event) => card(texts, event))}`;
}

function card(texts: Texts, event: Event__Output): SafeHtml {
  const { text } = texts;
  const { kind, title, location, organiser, attendee, attendeeCount, repeats, clock } = event;
  const rows = [
    clock !== 'EVENT_CLOCK_UNSPECIFIED' && row(text('event.when'), when(texts, event)),
    location !== '' && row(text('event.where'), html`<bdi>${location}</bdi>`),
    organiser && row(text('event.organiser'), person(organiser)),
    attendee && row(text('event.attendee'), person(attendee)),
    attendeeCount > 0 && row(text('event.invited'), text('event.invited.count', { count: attendeeCount })),
  ].filter((each) => each !== false && each !== null);
  return html`<section class="event"><p class="event-kind">${text(KINDS[kind])}</p>
<h2 dir="auto">${title === '' ? text('event.untitled') : title}</h2>
<dl class="facts">${rows}</dl>
${repeats && html`<p class="hint">${text('event.repeats')}</p>`}</section>`;
}

function row(label: string, value: SafeHtml | string): SafeHtml {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function person({ name, address }: Mailbox__Output): SafeHtml {
  return html`${name !== '' && html`<bdi class="person">${name}</bdi> `}<bdi class="address">${address}</bdi>`;
}

/** Times of a known instant are replaced by script with the reader's own; all others stand as the calendar has them. */
function when(texts: Texts, { clock, start, end, timeZone }: Event__Output): SafeHtml | string {
  if (clock === 'EVENT_CLOCK_DAYS') return rangeOf(texts.locale, { dateStyle: 'full' }, start, end);
  const wall: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'short' };
  if (clock === 'EVENT_CLOCK_LOCAL') return texts.text('event.local', { time: rangeOf(texts.locale, wall, start, end) });
  const instants = html`${timeElement(texts, start)}${end > start && html` – ${timeElement(texts, end)}`}`;
  if (timeZone === '') return instants;
  const time = rangeOf(texts.locale, { ...wall, timeZone }, start, end);
  return html`${instants} <span class="hint">${texts.text('event.zone', { time, zone: timeZone })}</span>`;
}

/** In UTC unless the options say otherwise. */
function rangeOf(locale: string, options: Intl.DateTimeFormatOptions, start: number, end: number): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  return end > start ? format.formatRange(start * 1000, end * 1000) : format.format(start * 1000);
}
