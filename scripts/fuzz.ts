// npm run fuzz [-- --seconds 600 --seed 1 --target capsule --corpus directory]
//
// Throws changed examples at the parsers of what strangers send, for so many
// seconds (60). Ends with 1 at the first finding, which it leaves in a file;
// --replay <file> tries that file again.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, fuzz } from '../libs/envelope/test/fuzz/fuzz.ts';
import { corpus, examples, seeds } from '../libs/envelope/test/fuzz/seeds.ts';
import { targets } from '../libs/envelope/test/fuzz/targets.ts';
import { calibrate, tryInput } from '../libs/envelope/test/fuzz/try-input.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    target: { type: 'string' },
    corpus: { type: 'string', multiple: true, default: [] },
    replay: { type: 'string' },
  },
});

const example = examples();
const chosen = targets(example)
  .filter(({ name }) => options.target === undefined || name === options.target)
  .map(calibrate);
if (chosen.length === 0) throw new Error(`no such target; there are: ${targets(example).map(({ name }) => name)}`);
if (options.replay === undefined) run(readWhole('seconds', options.seconds), readWhole('seed', options.seed));
else replay(readFileSync(options.replay));

function run(seconds: number, seed: number): void {
  const from = [...seeds(example), ...options.corpus.map(corpus).filter(({ length }) => length > 0)];
  say(`seed ${seed}, ${from.flat().length} examples, ${seconds} s`);
  for (const { name, nsPerByte } of chosen) say(`${name.padEnd(10)} ${nsPerByte.toFixed(2)} ns/byte when valid`);
  const end = performance.now() + seconds * 1000;
  const { iterations, finding } = fuzz({ targets: chosen, seeds: from, seed, goOn: () => performance.now() < end });
  say(`${iterations} inputs, each to ${chosen.length} parsers: ${finding === undefined ? 'nothing found' : 'FOUND'}`);
  if (finding !== undefined) report(finding);
}

function replay(input: Buffer): void {
  for (const target of chosen)
    report({ target: target.name, seed: 0, iteration: 0, input, wrong: tryInput(target, input) ?? 'right' });
}

function report({ target, seed, iteration, input, wrong }: Finding): void {
  say(`${target}: ${wrong}`);
  if (wrong === 'right' || options.replay !== undefined) return;
  process.exitCode = 1;
  const directory = join('artifacts', 'fuzz');
  const path = join(directory, `${target}-${seed}-${iteration}.bin`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, input);
  say(`again: npm run fuzz -- --target ${target} --replay ${path}`);
}

function readWhole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
