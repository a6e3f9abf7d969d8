// Whether a rare count of a day of real size can be recovered cannot be settled
// by trying all days. But one other day is enough to settle that it cannot: a
// twin, of which everything that is published is the same, and in which that
// count is another. Twins are looked for by moving one use to another cell, and by
// exchanging the uses of two cells.
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
  const moves = [...movesOut(day, sum), ...movesIn(day, sum)].filter(({ from, to }) => isIn(sum, from.values) !== isIn(sum, to));
  return (
    moves.some(({ from, to }) => output(withOneMoved(day, from, to)) === wanted) ||
    moves.some(({ from, to }) => from.uses !== usesIn(day, to) && output(exchanged(day, from, to)) === wanted)
  );
}

interface Move {
  readonly from: Cell;
  readonly to: readonly FieldValue[];
}

const isIn = ({ dimensions, values: wanted }: Sum, values: readonly FieldValue[]): boolean =>
  dimensions.every((at, index) => values[at] === wanted[index]);

const largestFirst = (day: readonly Cell[]): Cell[] => day.toSorted((a, b) => b.uses - a.uses);

/** One use of the sum to a neighbour, or to any other cell. */
function movesOut(day: readonly Cell[], sum: Sum): Move[] {
  const others = largestFirst(day).map(({ values }) => values);
  return day
    .filter(({ values }) => isIn(sum, values))
    .flatMap((from) => {
      const neighbours = sum.dimensions.flatMap((dimension) => neighboursOf(from, dimension, day));
      return [...neighbours, ...others].filter((to) => !isIn(sum, to)).map((to) => ({ from, to }));
    });
}

/** One use of another cell to its neighbour in the sum, or to a cell that is there. */
function movesIn(day: readonly Cell[], sum: Sum): Move[] {
  const inside = day.map(({ values }) => values).filter((values) => isIn(sum, values));
  return largestFirst(day)
    .filter(({ values }) => !isIn(sum, values))
    .flatMap((from) => {
      const neighbour = from.values.map((value, at) => {
        const index = sum.dimensions.indexOf(at);
        return index < 0 ? value : (sum.values[index] ?? null);
      });
      return [neighbour, ...inside].map((to) => ({ from, to }));
    });
}

/** Cells that differ from this one in one dimension, with values that occur on that day. */
function neighboursOf({ values }: Cell, dimension: number, day: readonly Cell[]): FieldValue[][] {
  const others = new Set(day.map((cell) => cell.values[dimension] ?? null));
  return [...others].map((other) => values.map((value, index) => (index === dimension ? other : value)));
}

function withOneMoved(day: readonly Cell[], from: Cell, to: readonly FieldValue[]): Cell[] {
  return withUses(day, [
    [from.values, from.uses - 1],
    [to, usesIn(day, to) + 1],
  ]);
}

function exchanged(day: readonly Cell[], from: Cell, to: readonly FieldValue[]): Cell[] {
  return withUses(day, [
    [from.values, usesIn(day, to)],
    [to, from.uses],
  ]);
}

function withUses(day: readonly Cell[], changes: readonly (readonly [values: readonly FieldValue[], uses: number])[]): Cell[] {
  const changed = new Set(changes.map(([values]) => keyOf(values)));
  const others = day.filter(({ values }) => !changed.has(keyOf(values)));
  return [...others, ...changes.map(([values, uses]) => ({ values, uses }))].filter(({ uses }) => uses > 0);
}

function usesIn(day: readonly Cell[], values: readonly FieldValue[]): number {
  const key = keyOf(values);
  return day.find((cell) => keyOf(cell.values) === key)?.uses ?? 0;
}

function keyOf(values: readonly FieldValue[]): string {
  return values.map((value) => value ?? '').join('|');
}
