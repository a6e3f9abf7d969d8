import { describe, expect, it } from '@jest/globals';
import type { Event__Output } from '@postern/contracts';
import { ENGLISH } from '../messages/texts.ts';
import { eventCards } from './event-cards.ts';

const NOON = Date.UTC(2026, 11, 1, 12) / 1000;
const EVENT: Event__Output = {
  kind: 'EVENT_KIND_INVITATION',
  title: 'Walk & <talk>',
  location: 'Pier 4',
  organiser: { name: 'Ada', address: 'ada@sender.example' },
  attendee: null,
  attendeeCount: 2,
  repeats: false,
  clock: 'EVENT_CLOCK_INSTANT',
  start: NOON,
  end: NOON + 3600,
  timeZone: 'Europe/Berlin',
};
const cardOf = (event: Partial<Event__Output>) => String(eventCards(ENGLISH, [{ ...EVENT, ...event }]));
const plain = (html: string) => html.replace(/\s/g, ' ');

describe('the card of an event', () => {
  it('is not there without one', () => {
    expect(eventCards(ENGLISH, [])).toBe(false);
  });

  it('says what, when, where, who asks and how many are asked', () => {
    const card = cardOf({});
    expect(card).toContain('<p class="event-kind">Invitation</p>');
    expect(card).toContain('Walk &amp; &lt;talk&gt;</h2>');
    expect(card).toContain('<bdi>Pier 4</bdi>');
    expect(card).toContain('<bdi class="person">Ada</bdi> <bdi class="address">ada@sender.example</bdi>');
    expect(card).toContain('2 people');
  });

  it('has its times for the reader’s own clock, and those of the organiser', () => {
    const card = cardOf({});
    expect(card).toContain('<time datetime="2026-12-01T12:00:00.000Z">');
    expect(card).toContain('<time datetime="2026-12-01T13:00:00.000Z">');
    expect(plain(card)).toMatch(/December 1, 2026.*1:00 . 2:00 PM in the organiser’s time zone \(Europe\/Berlin\)/);
  });

  it('leaves a time whose zone is not known as it is', () => {
    const card = cardOf({ clock: 'EVENT_CLOCK_LOCAL', timeZone: '' });
    expect(card).not.toContain('<time');
    expect(plain(card)).toMatch(/12:00 . 1:00 PM, in a time zone that the invitation does not say/);
  });

  it('has days without a time', () => {
    const card = cardOf({ clock: 'EVENT_CLOCK_DAYS', start: NOON - 12 * 3600, end: NOON + 12 * 3600, timeZone: '' });
    expect(card).not.toMatch(/<time|PM|AM/);
    expect(card).toMatch(/Tuesday, December 1.*Wednesday, December 2, 2026/);
  });

  it('of an answer says who gave it', () => {
    const card = cardOf({ kind: 'EVENT_KIND_DECLINED', attendee: { name: '', address: 'bob@example.org' }, attendeeCount: 0 });
    expect(card).toMatch(/Declined.*Answer from.*bob@example\.org/s);
    expect(card).not.toContain('Invited');
  });

  it('needs nothing but its kind', () => {
    const card = cardOf({
      title: '',
      location: '',
      organiser: null,
      attendeeCount: 0,
      clock: 'EVENT_CLOCK_UNSPECIFIED',
      repeats: true,
    });
    expect(card).toContain('(no title)');
    expect(card).toContain('This is the first of several times.');
    expect(card).not.toContain('<dt>');
  });
});
