import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, disclose, discloseDay, FEWER_THAN_K, K } from './disclosure.ts';
import type { UseCount } from './usage-store.ts';

const viewed = (uses: number): UseCount => ({ kind: 'message_viewed', outcome: 'ok', uses });

describe('what is shown of a count', () => {
  it.each([
    [0, FEWER_THAN_K],
    [1, FEWER_THAN_K],
    [9, FEWER_THAN_K],
    [10, 10],
    [19, 10],
    [20, 20],
    [1_234_567, 1_234_560],
  ])('%d is shown as %s', (uses, shown) => {
    expect(disclose(uses)).toBe(shown);
  });

  it('never changes by less than k, so that no difference is about fewer', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 30 }), (uses, more) => {
        const [before, after] = [disclose(uses), disclose(uses + more)].map((shown) => (typeof shown === 'number' ? shown : 0));
        const difference = (after ?? 0) - (before ?? 0);
        expect(difference === 0 || difference >= K).toBe(true);
      }),
    );
  });
});

describe('what is shown of a day', () => {
  it('lists every kind and outcome, whether there was a use or not', () => {
    const nothing = discloseDay(0, { counts: [], hours: [] });
    const something = discloseDay(0, { counts: [viewed(9)], hours: [{ hour: 3, uses: 9 }] });
    expect(something).toEqual(nothing);
    expect(nothing.rows).toHaveLength(9);
  });

  it('adds up the hours before it rounds', () => {
    const { rows } = discloseDay(0, { counts: [viewed(6), viewed(6)], hours: [] });
    expect(rows.find(({ kind }) => kind === 'message_viewed')?.outcomes[0]).toEqual({ outcome: 'ok', uses: 10 });
  });

  it('names the newest hour only when enough uses stand behind it', () => {
    const hours = [
      { hour: 5, uses: 10 },
      { hour: 7, uses: 12 },
      { hour: 8, uses: 9 },
    ];
    expect(discloseDay(0, { counts: [], hours }).newestHour).toBe(7);
  });

  it('is a day of UTC', () => {
    const noon = Date.UTC(2026, 10, 24, 12) / 3_600_000;
    expect(dayOf(noon)).toEqual([Date.UTC(2026, 10, 24) / 3_600_000, Date.UTC(2026, 10, 25) / 3_600_000]);
    expect(dayOf(dayOf(noon)[0])[0]).toBe(dayOf(noon)[0]);
    expect(dayOf(dayOf(noon)[1])[0]).toBe(dayOf(noon)[1]);
  });
});
