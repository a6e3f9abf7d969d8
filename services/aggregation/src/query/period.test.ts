import { describe, expect, it } from '@jest/globals';
import { comparedWith, resolvePeriod } from './period.ts';

const PUBLISHED = { from: '2023-11-24', to: '2026-11-23' };

describe('a period', () => {
  it.each([
    ['7d', '2026-11-17'],
    ['30d', '2026-10-25'],
    ['90d', '2026-08-26'],
    ['12mo', '2025-11-24'],
    ['all', '2023-11-24'],
  ] as const)('%s ends with the newest published day and begins on %s', (period, from) => {
    expect(resolvePeriod(period, PUBLISHED)).toEqual({ from, to: '2026-11-23' });
  });

  it('never has more than ten years', () => {
    expect(resolvePeriod('all', { from: '2020-01-01', to: '2099-12-31' })).toEqual({ from: '2089-12-24', to: '2099-12-31' });
  });

  it('of given days is those days, published or not', () => {
    const range = { from: '2030-01-01', to: '2030-01-02' };
    expect(resolvePeriod(range, PUBLISHED)).toBe(range);
  });
});

describe('what a period is compared with', () => {
  const range = { from: '2024-02-29', to: '2024-03-09' };
  it('is as many days before it', () => {
    expect(comparedWith(range, 'previous_period')).toEqual({ from: '2024-02-19', to: '2024-02-28' });
  });
  it('is the same dates a year earlier', () => {
    expect(comparedWith(range, 'previous_year')).toEqual({ from: '2023-02-28', to: '2023-03-09' });
  });
  it('is nothing when nobody asked', () => expect(comparedWith(range, 'none')).toBeUndefined());
});
