import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FOLDED, foldedSize, type PublishedCell, partitionUses, type UsesCell } from './partition-uses.ts';

const inOrder = (a: number, b: number): number => a - b;
const rules = (k: number, dimensions: number) => ({ k, dimensions: Array.from({ length: dimensions }, () => inOrder) });
const told = (cells: readonly PublishedCell<number>[]) => cells.map(({ values, uses }) => [...values, uses]);

/** Cells of one dimension, with the values 0, 1, 2 … */
const partition = (k: number, ...uses: readonly number[]) =>
  told(
    partitionUses(
      uses.map((count, value) => ({ values: [value], uses: count })).filter(({ uses: count }) => count > 0),
      rules(k, 1),
    ),
  );

describe('the published cells of a day', () => {
  it('are the values, where each has k uses', () => {
    expect(partition(10, 10, 25)).toEqual([
      [0, 10],
      [1, 25],
    ]);
  });

  it('are none where there are fewer than k uses', () => {
    expect(partition(10, 4, 5)).toEqual([]);
  });

  it('fold the values with fewer, and top them up from the first that has more', () => {
    expect(partition(10, 30, 40, 3, 4)).toEqual([
      [0, 27],
      [1, 40],
      [FOLDED, 10],
    ]);
    expect(partition(10, 30, 40, 8, 7)).toEqual([
      [0, 27],
      [1, 40],
      [FOLDED, 18],
    ]);
  });

  it('fold the first value whole when it cannot give so much, and ask the next', () => {
    expect(partition(10, 12, 40, 3)).toEqual([
      [1, 37],
      [FOLDED, 18],
    ]);
  });

  it('do not tell a dimension where nothing can be kept', () => {
    expect(partition(10, 12, 3)).toEqual([[FOLDED, 15]]);
    expect(partition(10, 9, 9, 9)).toEqual([[FOLDED, 27]]);
  });

  it('are not split further where they are folded', () => {
    const cells = [
      { values: [0, 0], uses: 50 },
      { values: [0, 1], uses: 60 },
      { values: [1, 0], uses: 9 },
      { values: [2, 1], uses: 9 },
    ];
    expect(told(partitionUses(cells, rules(10, 2)))).toEqual([
      [0, 0, 50],
      [0, 1, 60],
      [FOLDED, FOLDED, 18],
    ]);
  });

  it('take what they top up with from the largest cells', () => {
    const cells = [
      { values: [0, 0], uses: 50 },
      { values: [0, 1], uses: 60 },
      { values: [1, 0], uses: 9 },
    ];
    expect(told(partitionUses(cells, rules(10, 2)))).toEqual([
      [0, 0, 50],
      [0, 1, 59],
      [FOLDED, FOLDED, 10],
    ]);
  });

  it('do not depend on the order in which uses came', () => {
    fc.assert(
      fc.property(days(), fc.func(fc.nat()), (cells, weight) => {
        const shuffled = cells.toSorted((a, b) => weight(a.values) - weight(b.values));
        expect(partitionUses(shuffled, rules(4, 3))).toEqual(partitionUses(cells, rules(4, 3)));
      }),
    );
  });

  it('have k uses each, hold every use once, and more of a value than there was of it never', () => {
    fc.assert(
      fc.property(days(), fc.integer({ min: 3, max: 12 }), (cells, k) => {
        const total = cells.reduce((sum, { uses }) => sum + uses, 0);
        const published = partitionUses(cells, rules(k, 3));
        expect(published.every(({ uses }) => uses >= k)).toBe(true);
        expect(published.reduce((sum, { uses }) => sum + uses, 0)).toBe(total < k ? 0 : total);
        for (const { values, uses } of published) {
          const meant = cells.filter((cell) => values.every((value, index) => value === FOLDED || value === cell.values[index]));
          expect(meant.reduce((sum, cell) => sum + cell.uses, 0)).toBeGreaterThanOrEqual(uses);
        }
        expect(new Set(published.map(({ values }) => values.join())).size).toBe(published.length);
      }),
    );
  });
});

describe('the sizes of folded cells', () => {
  it.each([3, 4, 10])('leave no number of rare values alone with its largest sum, k = %i', (k) => {
    for (let values = 1; values < 500; values++) {
      const largest = values * (k - 1);
      // One of the values may as well have one use less, or there is but one, and its sum may be anything.
      expect(foldedSize(largest - 1, k)).toBe(foldedSize(largest, k));
      expect(foldedSize(largest, k)).toBeGreaterThanOrEqual(Math.max(k, largest));
    }
  });
});

function days(): fc.Arbitrary<UsesCell<number>[]> {
  const value = fc.nat({ max: 3 });
  const cell = fc.record({ values: fc.tuple(value, value, value), uses: fc.integer({ min: 1, max: 30 }) });
  return fc.uniqueArray(cell, { maxLength: 40, selector: ({ values }) => values.join() });
}
