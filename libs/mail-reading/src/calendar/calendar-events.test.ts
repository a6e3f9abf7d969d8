import { describe, expect, it } from '@jest/globals';
import { growth, LINEAR_BELOW } from '../../test/growth.ts';
import { calendarEvents } from './calendar-events.ts';

const calendar = (event: string, { method = 'REQUEST', zone = '' } = {}) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:${method}\r\n${zone}BEGIN:VEVENT\r\nUID:1\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const only = (text: string) => calendarEvents(text).events[0];
const utc = (...parts: readonly [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 0, minute = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / 1000;
};

/** As Outlook describes it: a name of its own, rules from 1601. */
const OUTLOOK_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  '',
].join('\r\n');

describe('an invitation', () => {
  it('says what, where, who asks and how many are asked', () => {
    const event = only(
      calendar(
        'SUMMARY:Harbour\\, north side\r\nLOCATION:Pier 4\r\nORGANIZER;CN="Grace H":mailto:grace@example.org\r\n' +
          'ATTENDEE:mailto:a@example.org\r\nATTENDEE;CN=B:mailto:b@example.org\r\nDTSTART:20261201T140000Z\r\nDTEND:20261201T150000Z',
      ),
    );
    expect(event).toEqual({
      kind: 'invitation',
      title: 'Harbour, north side',
      location: 'Pier 4',
      organiser: { name: 'Grace H', address: 'grace@example.org' },
      attendee: undefined,
      attendeeCount: 2,
      repeats: false,
      time: { clock: 'instant', start: utc(2026, 12, 1, 14), end: utc(2026, 12, 1, 15), zone: undefined },
    });
  });

  it('that repeats says so, and its rule is never run', () => {
    expect(only(calendar('DTSTART:20261201T140000Z\r\nRRULE:FREQ=SECONDLY;BYSECOND=61;COUNT=999999999'))?.repeats).toBe(true);
  });

  it('cannot turn its title around', () => {
    expect(only(calendar('SUMMARY:pay\u202egnp'))?.title).toBe('pay gnp');
  });
});

describe('what a calendar says', () => {
  const answer = (participation: string) =>
    only(calendar(`ATTENDEE;PARTSTAT=${participation};CN=Ada:mailto:ada@example.org`, { method: 'REPLY' }));

  it.each([
    ['ACCEPTED', 'accepted'],
    ['DECLINED', 'declined'],
    ['TENTATIVE', 'tentative'],
    ['NEEDS-ACTION', 'event'],
  ])('of an answer %s is %s', (participation, kind) => {
    expect(answer(participation)).toMatchObject({ kind, attendee: { name: 'Ada', address: 'ada@example.org' } });
  });

  it.each([
    ['CANCEL', 'SUMMARY:x', 'cancellation'],
    ['REQUEST', 'STATUS:CANCELLED', 'cancellation'],
    ['COUNTER', 'SUMMARY:x', 'counter'],
    ['PUBLISH', 'SUMMARY:x', 'event'],
  ])('with the method %s and %s is a %s', (method, event, kind) => {
    expect(only(calendar(event, { method }))?.kind).toBe(kind);
  });
});

describe('when it is', () => {
  it.each([
    ['in winter', '20261201T140000', utc(2026, 12, 1, 13)],
    ['in summer', '20260701T140000', utc(2026, 7, 1, 12)],
    ['a minute before the clocks are turned back', '20261025T015900', utc(2026, 10, 24, 23, 59)],
    ['after the clocks were turned back', '20261025T030000', utc(2026, 10, 25, 2)],
    ['the day after the clocks were turned forward', '20260330T080000', utc(2026, 3, 30, 6)],
    ['early in January', '20270101T003000', utc(2026, 12, 31, 23, 30)],
  ])('%s is the same by a known name and by a description', (_name, wall, start) => {
    expect(only(calendar(`DTSTART;TZID=Europe/Berlin:${wall}`))?.time).toMatchObject({
      clock: 'instant',
      start,
      zone: 'Europe/Berlin',
    });
    const described = only(calendar(`DTSTART;TZID="W. Europe Standard Time":${wall}`, { zone: OUTLOOK_ZONE }));
    expect(described?.time).toMatchObject({ clock: 'instant', start, zone: undefined });
  });

  it('is known by a name with a path before it', () => {
    expect(only(calendar('DTSTART;TZID=/tools.example/20260101_1/America/New_York:20260701T080000'))?.time).toMatchObject({
      start: utc(2026, 7, 1, 12),
      zone: 'America/New_York',
    });
  });

  it.each([
    ['no zone', 'DTSTART:20261201T140000'],
    ['a zone that nobody knows', 'DTSTART;TZID=Nowhere/Land:20261201T140000'],
  ])('stays a clock on the wall with %s', (_name, event) => {
    expect(only(calendar(event))?.time).toMatchObject({ clock: 'local', start: utc(2026, 12, 1, 14) });
  });

  it('is whole days from the first to the last', () => {
    expect(only(calendar('DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227'))?.time).toEqual({
      clock: 'days',
      start: utc(2026, 12, 24),
      end: utc(2026, 12, 26),
      zone: undefined,
    });
  });

  it('may be said by how long it takes', () => {
    expect(only(calendar('DTSTART:20261201T140000Z\r\nDURATION:PT45M'))?.time?.end).toBe(utc(2026, 12, 1, 14, 45));
  });

  it('may be open', () => {
    expect(only(calendar('SUMMARY:x'))?.time).toBeUndefined();
    expect(only(calendar('DTSTART:20261201T140000Z\r\nDTEND:20261201T130000Z'))?.time?.end).toBeUndefined();
  });
});

describe('a hostile calendar', () => {
  it('shows ten events of ten thousand', () => {
    const { events, truncated } = calendarEvents(
      `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n'.repeat(10_000)}END:VCALENDAR`,
    );
    expect([events.length, truncated]).toEqual([10, true]);
  });

  it('nests as deep as it likes without being followed', () => {
    const depth = 50_000;
    const nested = `${'BEGIN:VEVENT\r\n'.repeat(depth)}SUMMARY:deep\r\n${'END:VEVENT\r\n'.repeat(depth)}`;
    expect(only(`BEGIN:VCALENDAR\r\n${nested}BEGIN:VEVENT\r\nSUMMARY:after\r\nEND:VEVENT\r\nEND:VCALENDAR`)?.title).toBe('');
  });

  it('that ends in the middle is read as far as it goes', () => {
    expect(only('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:cut')?.title).toBe('cut');
  });

  it('with a line of a megabyte has a short title', () => {
    expect(only(calendar(`SUMMARY:${'x'.repeat(900_000)}`))?.title).toHaveLength(500);
  });

  it('with a year that no clock has, has no time', () => {
    expect(only(calendar('DTSTART:99999999T999999Z'))?.time?.clock ?? 'none').toMatch(/instant|none/);
  });

  it.each<[string, (times: number) => string]>([
    ['folded lines', (times) => calendar(`SUMMARY:x${'\r\n y'.repeat(times)}`)],
    ['guests', (times) => calendar('ATTENDEE;CN=A:mailto:a@example.org\r\n'.repeat(times))],
    ['parameters', (times) => calendar(`DTSTART${';X=y'.repeat(times)}:20261201T140000Z`)],
    ['escapes', (times) => calendar(`SUMMARY:${'\\,'.repeat(times)}`)],
    ['open components', (times) => 'BEGIN:VCALENDAR\r\n'.repeat(times)],
    ['rules of a zone', (times) => calendar('SUMMARY:x', { zone: OUTLOOK_ZONE.repeat(times >> 6) })],
  ])('costs no more than its length in %s', async (_name, make) => {
    const cost = (times: number) => {
      const text = make(times);
      const start = process.cpuUsage();
      for (let run = 0; run < 5; run++) calendarEvents(text);
      const { user, system } = process.cpuUsage(start);
      return Math.max(user + system, 1_000);
    };
    cost(1_000);
    expect(await growth(cost, 10_000)).toBeLessThan(LINEAR_BELOW);
  });
});
