// The same questions answered the plain way, by going over every cell in
// memory: what SQL, its months and its filters have to come to.
import { bucketOf, type DayRange } from '../src/query/days.ts';
import { type CellDimension, type Dimension, isTimeDimension } from '../src/query/dimensions.ts';
import type { Filter } from '../src/query/query.ts';
import type { MadeUpCell } from './published-days.ts';

interface PlainQuestion {
  readonly dimensions: readonly Dimension[];
  readonly filters: readonly Filter[];
  readonly range: DayRange;
}

/** All uses by the values of the dimensions, these joined by a space. */
export function plainUses(cells: readonly MadeUpCell[], question: PlainQuestion): ReadonlyMap<string, number> {
  const { dimensions, filters, range } = question;
  const sums = new Map<string, number>();
  for (const cell of cells) {
    if (cell.day < range.from || cell.day > range.to || !filters.every((filter) => holds(filter, cell))) continue;
    const key = dimensions.map((dimension) => valueIn(cell, dimension)).join(' ');
    sums.set(key, (sums.get(key) ?? 0) + cell.uses);
  }
  return sums;
}

function holds({ operator, dimension, values }: Filter, cell: MadeUpCell): boolean {
  return values.includes(valueIn(cell, dimension)) === (operator === 'is');
}

function valueIn(cell: MadeUpCell, dimension: Dimension): string {
  return isTimeDimension(dimension) ? bucketOf(cell.day, dimension) : (cell[dimension satisfies CellDimension] ?? 'none');
}
