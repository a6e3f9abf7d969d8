// The attacker knows the algorithm and everything that leaves, and may know
// beforehand of any cells that nothing can be counted in them (which senders
// there are, which errors a success can have). All days of a small universe are
// published; the days with the same output are what the attacker cannot tell
// apart. Where they all agree on a rare count, it is recovered.
export interface Universe {
  /** How many values each dimension has. */
  readonly sizes: readonly number[];
  /** All days with up to so many uses in each cell are tried. */
  readonly most: number;
  readonly k: number;
}

/** Everything that leaves about a day whose cells, in the order of `cellsOf`, have these uses. */
export type Publish = (uses: readonly number[]) => string;

export interface Attack {
  readonly days: number;
  readonly outputs: number;
  /** The rare counts that can be recovered, a few of them. */
  readonly recovered: readonly Recovered[];
}

interface Recovered {
  readonly output: string;
  /** The value in each dimension; `*` for a sum over it. */
  readonly cell: string;
  readonly uses: number;
  /** Cells of which the attacker knew that they are empty. */
  readonly knownEmpty: string;
}

const ENOUGH = 5;

/** Every combination of values, the last dimension running fastest. */
export function cellsOf(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (cells, size) => cells.flatMap((cell) => Array.from({ length: size }, (_unused, value) => [...cell, value])),
    [[]],
  );
}

/** What the attacker knows beforehand: nothing, or of any set of cells that they are empty. */
export type Knowledge = 'none' | 'empty cells';

export function attack(universe: Universe, publish: Publish, knowledge: Knowledge = 'empty cells'): Attack {
  const world = publishAll(universe, publish);
  const recovered: Recovered[] = [];
  const sets = knowledge === 'none' ? 1 : 2 ** world.cells.length;
  for (let empty = 0; empty < sets && recovered.length < ENOUGH; empty++) recovered.push(...recover(universe, world, empty));
  return { days: world.outputOf.length, outputs: world.outputs.length, recovered };
}

interface World {
  readonly cells: readonly (readonly number[])[];
  /** Every cell and every sum of cells over some dimensions. */
  readonly sums: readonly { readonly name: string; readonly of: readonly number[] }[];
  readonly outputs: readonly string[];
  /** For each day its output. */
  readonly outputOf: Uint32Array;
  /** For each day the cells that have uses, as bits. */
  readonly occupied: Uint32Array;
  /** For each day whether a cell has as many uses as are tried. */
  readonly atBound: Uint8Array;
  /** For each day the value of each sum. */
  readonly values: Uint8Array;
}

function publishAll({ sizes, most }: Universe, publish: Publish): World {
  const cells = cellsOf(sizes);
  const sums = sumsOf(sizes, cells);
  const days = (most + 1) ** cells.length;
  const [outputOf, occupied, atBound] = [new Uint32Array(days), new Uint32Array(days), new Uint8Array(days)];
  const values = new Uint8Array(days * sums.length);
  const known = new Map<string, number>();
  for (let day = 0; day < days; day++) {
    const uses = cells.map((_cell, index) => Math.floor(day / (most + 1) ** index) % (most + 1));
    const output = publish(uses);
    if (!known.has(output)) known.set(output, known.size);
    outputOf[day] = known.get(output) ?? 0;
    occupied[day] = uses.reduce((bits, count, index) => (count > 0 ? bits | (1 << index) : bits), 0);
    atBound[day] = uses.includes(most) ? 1 : 0;
    for (const [index, { of }] of sums.entries())
      values[day * sums.length + index] = of.reduce((sum, cell) => sum + (uses[cell] ?? 0), 0);
  }
  return { cells, sums, outputs: [...known.keys()], outputOf, occupied, atBound, values };
}

function sumsOf(sizes: readonly number[], cells: readonly (readonly number[])[]): World['sums'] {
  const patterns = cellsOf(sizes.map((size) => size + 1));
  return patterns.map((pattern) => {
    const matches = (cell: readonly number[]) => cell.every((value, at) => pattern[at] === sizes[at] || pattern[at] === value);
    const name = pattern.map((value, at) => (value === sizes[at] ? '*' : value)).join(' ');
    return { name, of: cells.flatMap((cell, index) => (matches(cell) ? [index] : [])) };
  });
}

/** What is recovered by an attacker who knows of these cells that they are empty. */
function recover({ k }: Universe, world: World, empty: number): Recovered[] {
  const { cells, sums, outputs, outputOf, occupied, atBound, values } = world;
  const width = sums.length;
  const [least, greatest] = [new Uint8Array(outputs.length * width).fill(255), new Uint8Array(outputs.length * width)];
  // A day beyond what was tried may have the same output: nothing can be said of those.
  const cut = new Uint8Array(outputs.length);
  for (let day = 0; day < outputOf.length; day++) {
    if (((occupied[day] ?? 0) & empty) !== 0) continue;
    const output = outputOf[day] ?? 0;
    if (atBound[day] === 1) cut[output] = 1;
    for (let index = 0; index < width; index++) {
      const [value, at] = [values[day * width + index] ?? 0, output * width + index];
      if (value < (least[at] ?? 0)) least[at] = value;
      if (value > (greatest[at] ?? 0)) greatest[at] = value;
    }
  }
  const recovered: Recovered[] = [];
  const knownEmpty = cells.flatMap((cell, index) => ((empty >> index) & 1 ? [cell.join(' ')] : [])).join(', ');
  for (const [at, uses] of least.entries()) {
    if (uses === 0 || uses >= k || greatest[at] !== uses) continue;
    const [output, index] = [Math.floor(at / width), at % width];
    if (cut[output] === 0) recovered.push({ output: outputs[output] ?? '', cell: sums[index]?.name ?? '', uses, knownEmpty });
  }
  return recovered.slice(0, ENOUGH);
}
