import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, bucketOf, bucketsOf, countDays, daysOf, isDay, nextBucket, toDay } from './days.ts';

const day = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2099, 11, 31) }).map(toDay);

describe('days', () => {
  it.each(['2026-11-24', '2024-02-29', '2020-01-01', '2099-12-31'])('%s is one', (text) => expect(isDay(text)).toBe(true));
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2019-12-31', '2100-01-01', '2026-11-24T00', '', '२०२६-११-२४'])(
    '%s is none',
    (text) => expect(isDay(text)).toBe(false),
  );

  it.each([
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 2, '2027-02-28'],
  ])('%s and %d months are %s', (from, months, to) => expect(addMonths(from, months)).toBe(to));

  it('are as many as there are from the first to the last', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 500 }), (from, more) => {
        const range = { from, to: addDays(from, more) };
        const days = [...daysOf(range)];
        expect([countDays(range), days.length, days.at(-1)]).toEqual([more + 1, more + 1, range.to]);
      }),
    );
  });
});

describe('weeks and months', () => {
  it('begin on Monday, and on the first', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-29'].map((each) => bucketOf(each, 'week'))).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-23',
    ]);
    expect(bucketOf('2024-02-29', 'month')).toBe('2024-02-01');
  });

  it.each(['day', 'week', 'month'] as const)('hold each day of a range in exactly one %s', (unit) => {
    fc.assert(
      fc.property(day, fc.nat({ max: 400 }), (from, more) => {
        const range = { from, to: addDays(from, more) };
        const buckets = bucketsOf(range, unit);
        expect(new Set([...daysOf(range)].map((each) => bucketOf(each, unit)))).toEqual(new Set(buckets));
        for (const bucket of buckets) expect(bucketOf(addDays(nextBucket(bucket, unit), -1), unit)).toBe(bucket);
      }),
      { numRuns: 30 },
    );
  });
});
