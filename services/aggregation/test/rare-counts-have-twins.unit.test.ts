import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { FieldValue } from '../src/domain/dimensions.ts';
import { FOLDED, type UsesCell } from '../src/domain/partition-uses.ts';
import { K, publishKind } from '../src/domain/publish-kind.ts';
import { madeUpDay } from './made-up-day.ts';
import { seeded } from './seeded.ts';
import { hasTwin, rareSums } from './twins.ts';

jest.setTimeout(240_000);

/** Of each day; there are hundreds, and the days differ. */
const SUMS_A_DAY = 20;

const publish = publishKind(undefined);
const output = (day: readonly UsesCell<FieldValue>[]): string => JSON.stringify(publish(day));
const days = fc
  .record({ uses: fc.integer({ min: 10, max: 500 }), seed: fc.integer({ min: 1, max: 1_000_000 }) })
  .map(({ uses, seed }) => ({ day: madeUpDay(uses, seeded(seed)), randomInt: seeded(seed + 1) }));

describe('a day of ordinary size', () => {
  it('could be another day for each of its rare counts, and for all that is published nobody can tell', () => {
    fc.assert(
      fc.property(days, ({ day, randomInt }) => {
        const rare = rareSums(day, K);
        for (let index = 0; index < Math.min(SUMS_A_DAY, rare.length); index++) {
          const sum = rare[randomInt(rare.length)];
          if (sum !== undefined && !hasTwin(day, sum, output)) throw new Error(`no twin: ${JSON.stringify(sum)}`);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is published in cells of k and more that add up to all its uses', () => {
    fc.assert(
      fc.property(days, ({ day }) => {
        const cells = publish(day);
        expect(Math.min(...cells.map(({ uses }) => uses))).toBeGreaterThanOrEqual(K);
        expect(cells.reduce((sum, { uses }) => sum + uses, 0)).toBe(day.reduce((sum, { uses }) => sum + uses, 0));
      }),
    );
  });
});

describe('looking for twins', () => {
  it('finds none where rare values are left out beside an exact total', () => {
    const day = madeUpDay(300, seeded(42)).filter(({ values }) => values[0] !== 'failed');
    const leaveOut = (cells: readonly UsesCell<FieldValue>[]): string => {
      const uses = (outcome: string) =>
        cells.filter(({ values }) => values[0] === outcome).reduce((sum, cell) => sum + cell.uses, 0);
      return `${uses('ok')} of ${uses('ok') + uses('refused')}, ${FOLDED}`;
    };
    const refused = { dimensions: [0], values: ['refused'], uses: 0 };
    expect(hasTwin(day, refused, leaveOut)).toBe(false);
  });
});
