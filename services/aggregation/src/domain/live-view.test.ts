import { describe, expect, it } from '@jest/globals';
import { LIVE_STEPS, liveHours, liveStep, liveSteps } from './live-view.ts';
import type { UseCount } from './usage-store.ts';

const MIDNIGHT = Date.UTC(2026, 10, 24) / 3_600_000;

describe('the live view', () => {
  it('knows the steps 50, 100, 200, 500 and so on', () => {
    expect(LIVE_STEPS.slice(0, 7)).toEqual([50, 100, 200, 500, 1_000, 2_000, 5_000]);
    expect(LIVE_STEPS.at(-1)).toBe(1_000_000_000);
  });

  it.each([
    [0, 0],
    [49, 0],
    [50, 50],
    [99, 50],
    [100, 100],
    [1_999, 1_000],
    [3_000_000_000, 1_000_000_000],
  ])('tells of %d uses that there were at least %d', (uses, step) => {
    expect(liveStep(uses)).toBe(step);
  });

  it('is of the hours of today that have been over for an hour', () => {
    expect(liveHours(MIDNIGHT + 10)).toEqual([MIDNIGHT, MIDNIGHT + 9]);
    expect(liveHours(MIDNIGHT + 2)).toEqual([MIDNIGHT, MIDNIGHT + 1]);
    expect(liveHours(MIDNIGHT + 1)).toEqual([MIDNIGHT, MIDNIGHT]);
    expect(liveHours(MIDNIGHT)).toEqual([MIDNIGHT, MIDNIGHT]);
  });

  it('adds up the outcomes of each kind, and lists every kind', () => {
    const counts: UseCount[] = [
      { kind: 'sign_in', outcome: 'ok', uses: 60 },
      { kind: 'sign_in', outcome: 'refused', uses: 45 },
    ];
    const steps = liveSteps(counts);
    expect(steps.filter(({ atLeast }) => atLeast > 0)).toEqual([{ kind: 'sign_in', atLeast: 100 }]);
    expect(steps.length).toBeGreaterThan(5);
  });
});
