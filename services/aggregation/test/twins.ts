// Whether a rare count of a day of real size can be recovered cannot be settled
// by trying all days. But one other day is enough to settle that it cannot: a
// twin, of which everything that is published is the same, and in which that
// count is another. Twins are looked for by moving one use to another cell.
import { DIMENSIONS, type FieldValue } from '../src/domain/dimensions.ts';
import type { UsesCell } from '../src/domain/partition-uses.ts';

type Cell = UsesCell<FieldValue>;

/** Uses that are alike in some dimensions. */
export interface Sum {
  readonly dimensions: readonly number[];
  readonly values: readonly FieldValue[];
  readonly uses: number;
}

/** The day's cells, and all its sums by one and by two dimensions, that have fewer than k uses. */
export function rareSums(day: readonly Cell[], k: number): Sum[] {
  const all = DIMENSIONS.map((_dimension, index) => index);
  const pairs = all.flatMap((one) => all.filter((other) => other > one).map((other) => [one, other]));
  return [all, ...all.map((one) => [one]), ...pairs]
    .flatMap((dimensions) => sumsBy(day, dimensions))
    .filter(({ uses }) => uses < k);
}

function sumsBy(day: readonly Cell[], dimensions: readonly number[]): Sum[] {
  const sums = new Map<string, { dimensions: readonly number[]; values: FieldValue[]; uses: number }>();
  for (const cell of day) {
    const values = dimensions.map((dimension) => cell.values[dimension] ?? null);
    const known = sums.get(keyOf(values));
    if (known === undefined) sums.set(keyOf(values), { dimensions, values, uses: cell.uses });
    else known.uses += cell.uses;
  }
  return [...sums.values()];
}

/** True when there is a day with the same output in which the sum is another. */
export function hasTwin(day: readonly Cell[], sum: Sum, output: (day: readonly Cell[]) => string): boolean {
  const wanted = output(day);
  const isIn = (values: readonly FieldValue[]) => sum.dimensions.every((at, index) => values[at] === sum.values[index]);
  const largestFirst = day.toSorted((a, b) => b.uses - a.uses).map(({ values }) => values);
  for (const cell of day.filter(({ values }) => isIn(values))) {
    const neighbours = sum.dimensions.flatMap((dimension) => neighboursOf(cell, dimension, day));
    for (const target of [...neighbours, ...largestFirst])
      if (!isIn(target) && output(withOneMoved(day, cell, target)) === wanted) return true;
  }
  return false;
}

/** Cells that differ from this one in one dimension, with values that occur on that day. */
function neighboursOf({ values }: Cell, dimension: number, day: readonly Cell[]): FieldValue[][] {
  const others = new Set(day.map((cell) => cell.values[dimension] ?? null));
  return [...others].map((other) => values.map((value, index) => (index === dimension ? other : value)));
}

function withOneMoved(day: readonly Cell[], from: Cell, to: readonly FieldValue[]): Cell[] {
  const key = keyOf(to);
  const moved = day.map((cell) => {
    if (cell === from) return { ...cell, uses: cell.uses - 1 };
    return keyOf(cell.values) === key ? { ...cell, uses: cell.uses + 1 } : cell;
  });
  const isNew = day.every((cell) => keyOf(cell.values) !== key);
  return [...moved, ...(isNew ? [{ values: to, uses: 1 }] : [])].filter(({ uses }) => uses > 0);
}

function keyOf(values: readonly FieldValue[]): string {
  return values.map((value) => value ?? '').join('|');
}
