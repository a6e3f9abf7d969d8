// A day's uses of one kind become one partition: each use is in exactly one
// cell, each cell has k uses or more, and whatever leaves is a sum of cells.
// So nothing that leaves can be subtracted from anything else to get at fewer
// than k uses. What has to be prevented is the other way round: that the choice
// of the cells itself gives a rare count away to somebody who knows this file.
//
// All uses are split by one dimension after the other. In each group, the
// values with fewer than k uses are folded into one cell, which is topped up
// from one other value to a size that many counts share:
//
// - The sizes are k, and then the multiples of k-1. If they were multiples of
//   k, or the pooled sum itself, then the largest sum that some number of rare
//   values can have, m(k-1), would be alone in its class for some m, and tell
//   that each of them has exactly k-1 uses. An attacker may know m: which
//   values occur at all is rarely a secret.
// - Who gives does not depend on how many uses anybody has: it is the first
//   kept value in the order of the enumeration. If that would leave it with
//   fewer than k, it is folded whole, and the next one is asked.
// - What is folded is never split by a later dimension: its margins there would
//   tell which cells gave.
//
// docs/decisions/0028 says how this was attacked.

export interface UsesCell<Value> {
  /** One value for each dimension. */
  readonly values: readonly Value[];
  readonly uses: number;
}

export const FOLDED = 'folded';

/** `folded` in a dimension is `folded` in each later one: the uses are of several values there, and nothing more is told of them. */
export type PublishedCell<Value> = UsesCell<Value | typeof FOLDED>;

interface Rules<Value> {
  /** At least 3. */
  readonly k: number;
  /** For each dimension, the order of its values. It must be fixed: the same whatever was counted. */
  readonly dimensions: readonly ((a: Value, b: Value) => number)[];
}

interface Group<Value> {
  readonly value: Value;
  readonly cells: Owned<Value>[];
  uses: number;
}

/** A cell that we may take uses from. */
interface Owned<Value> {
  readonly values: readonly Value[];
  uses: number;
}

/** The published cells of one kind of use on one day; none when it has fewer than k uses. Time grows as n log n. */
export function partitionUses<Value>(cells: readonly UsesCell<Value>[], rules: Rules<Value>): PublishedCell<Value>[] {
  const owned = cells.map(({ values, uses }) => ({ values, uses }));
  const published: PublishedCell<Value>[] = [];
  if (sum(owned) >= rules.k) split(owned, [], rules, published);
  return published;
}

/** `cells` have k uses or more together, and are alike in the dimensions of `path`. */
function split<Value>(
  cells: readonly Owned<Value>[],
  path: readonly Value[],
  rules: Rules<Value>,
  published: PublishedCell<Value>[],
): void {
  const order = rules.dimensions[path.length];
  if (order === undefined) {
    published.push({ values: path, uses: sum(cells) });
    return;
  }
  const groups = groupBy(cells, path.length).sort((a, b) => order(a.value, b.value));
  const { kept, folded } = fold(groups, rules);
  for (const { value, cells: alike } of kept) split(alike, [...path, value], rules, published);
  const untold = rules.dimensions.slice(path.length).map((): typeof FOLDED => FOLDED);
  if (folded > 0) published.push({ values: [...path, ...untold], uses: folded });
}

function groupBy<Value>(cells: readonly Owned<Value>[], dimension: number): Group<Value>[] {
  const groups = new Map<Value, Group<Value>>();
  for (const cell of cells) {
    const value = valueIn(cell, dimension);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, { value, cells: [cell], uses: cell.uses });
    else {
      group.cells.push(cell);
      group.uses += cell.uses;
    }
  }
  return [...groups.values()];
}

function valueIn<Value>({ values }: Owned<Value>, dimension: number): Value {
  const value = values[dimension];
  if (value === undefined) throw new Error('a cell has no value in a dimension');
  return value;
}

interface Folding<Value> {
  readonly kept: readonly Group<Value>[];
  /** 0, or one of the sizes, or all that there is. */
  readonly folded: number;
}

/** `groups` stand in their order. */
function fold<Value>(groups: readonly Group<Value>[], rules: Rules<Value>): Folding<Value> {
  const kept = groups.filter(({ uses }) => uses >= rules.k);
  let folded = sum(groups.filter(({ uses }) => uses < rules.k));
  while (folded > 0) {
    const missing = foldedSize(folded, rules.k) - folded;
    const [giver] = kept;
    if (missing === 0 || giver === undefined) break;
    if (giver.uses - missing >= rules.k) {
      const [, ...others] = kept;
      return { kept: [without(giver, missing, rules), ...others], folded: folded + missing };
    }
    folded += giver.uses;
    kept.shift();
  }
  return { kept, folded };
}

/** The smallest size that holds so many pooled uses. */
export function foldedSize(pooled: number, k: number): number {
  return Math.max(k, Math.ceil(pooled / (k - 1)) * (k - 1));
}

/** The uses are taken from its largest cells, which so keep the most of what they tell. */
function without<Value>(giver: Group<Value>, uses: number, { dimensions }: Rules<Value>): Group<Value> {
  let missing = uses;
  for (const cell of giver.cells.toSorted((a, b) => b.uses - a.uses || inOrder(a, b, dimensions))) {
    const taken = Math.min(cell.uses, missing);
    cell.uses -= taken;
    missing -= taken;
    if (missing === 0) break;
  }
  return { value: giver.value, cells: giver.cells.filter((cell) => cell.uses > 0), uses: giver.uses - uses };
}

function inOrder<Value>(a: Owned<Value>, b: Owned<Value>, dimensions: Rules<Value>['dimensions']): number {
  for (const [dimension, order] of dimensions.entries()) {
    const before = order(valueIn(a, dimension), valueIn(b, dimension));
    if (before !== 0) return before;
  }
  return 0;
}

function sum(counted: readonly { readonly uses: number }[]): number {
  return counted.reduce((total, { uses }) => total + uses, 0);
}
