import { describe, expect, it, jest } from '@jest/globals';
import { liveStep } from '../src/domain/live-view.ts';
import { partitionUses } from '../src/domain/partition-uses.ts';
import { attack, cellsOf, type Publish, type Universe } from './attack.ts';

jest.setTimeout(240_000);

const inOrder = (a: number, b: number): number => a - b;

function dayPublished({ sizes, k }: Pick<Universe, 'sizes' | 'k'>): Publish {
  const cells = cellsOf(sizes);
  const rules = { k, dimensions: sizes.map(() => inOrder) };
  return (uses) => {
    const counted = cells.map((values, index) => ({ values, uses: uses[index] ?? 0 })).filter((cell) => cell.uses > 0);
    return partitionUses(counted, rules)
      .map((cell) => `${cell.values.join(' ')}: ${cell.uses}`)
      .join('; ');
  };
}

describe('an attacker who knows the algorithm, all outputs, and cells that cannot have uses', () => {
  it.each<Universe>([
    { sizes: [2], most: 16, k: 3 },
    { sizes: [3], most: 14, k: 3 },
    { sizes: [4], most: 9, k: 3 },
    { sizes: [2, 2], most: 10, k: 3 },
    { sizes: [2, 3], most: 5, k: 3 },
    { sizes: [3, 2], most: 5, k: 3 },
    { sizes: [2, 2, 2], most: 3, k: 3 },
    { sizes: [3], most: 16, k: 4 },
    { sizes: [2, 2], most: 12, k: 4 },
    { sizes: [3], most: 18, k: 5 },
  ])('recovers no count below k: dimensions of $sizes values, up to $most uses a cell, k = $k', (universe) => {
    const { recovered, outputs } = attack(universe, dayPublished(universe));
    expect(outputs).toBeGreaterThan(100);
    expect(recovered).toEqual([]);
  });
});

describe('the attack', () => {
  const universe: Universe = { sizes: [3], most: 12, k: 3 };

  it('recovers a single rare value that is only left out beside an exact total', () => {
    const leaveOut: Publish = (uses) =>
      `${uses.reduce((sum, count) => sum + count, 0)}: ${uses.map((count) => (count < 3 ? '?' : count)).join(' ')}`;
    expect(attack(universe, leaveOut).recovered).not.toEqual([]);
  });

  it('recovers rare values from sizes that are multiples of k', () => {
    const multiplesOfK: Publish = (uses) => {
      const pooled = uses.filter((count) => count < 3).reduce((sum, count) => sum + count, 0);
      return `${uses.map((count) => (count < 3 ? '?' : '+')).join(' ')} ${Math.ceil(pooled / 3) * 3}`;
    };
    expect(attack(universe, multiplesOfK).recovered).toContainEqual(expect.objectContaining({ uses: 2 }));
  });
});

describe('an attacker who also looked at the live view after each hour, and knows no more of single hours', () => {
  // The first dimension is the hour, which is not published. The steps are ten times as fine as the real ones, and harder on us.
  const withLive = ({ sizes, k }: Universe): Publish => {
    const [hours = 0, ...published] = sizes;
    const cells = cellsOf(sizes);
    const publishDay = dayPublished({ sizes: published, k });
    return (uses) => {
      const byValues = cellsOf(published).map((_values, index, all) =>
        Array.from({ length: hours }, (_unused, hour) => uses[hour * all.length + index] ?? 0).reduce(
          (sum, count) => sum + count,
          0,
        ),
      );
      const live = Array.from({ length: hours }, (_unused, hour) => {
        const until = uses.filter((_count, index) => (cells[index]?.[0] ?? 0) <= hour);
        return liveStep(10 * until.reduce((sum, count) => sum + count, 0));
      });
      return `${live.join(' ')} | ${publishDay(byValues)}`;
    };
  };

  it.each<Universe>([
    { sizes: [2, 2], most: 16, k: 3 },
    { sizes: [3, 1], most: 20, k: 3 },
    { sizes: [2, 3], most: 5, k: 3 },
    { sizes: [3, 2], most: 5, k: 3 },
    { sizes: [4, 1], most: 9, k: 3 },
  ])('recovers no count below k, of an hour neither: $sizes, up to $most uses a cell, k = $k', (universe) => {
    const { recovered, outputs } = attack(universe, withLive(universe), 'none');
    expect(outputs).toBeGreaterThan(100);
    expect(recovered).toEqual([]);
  });

  it('would recover counts from live numbers in steps of one', () => {
    const exact: Publish = (uses) => uses.join(' ');
    expect(attack({ sizes: [2, 2], most: 6, k: 3 }, exact).recovered).not.toEqual([]);
  });
});
