// A fuzzer without coverage: valid and invalid examples, changed at random, go
// to each parser in turn. Input n of a seed is always the same.
import { mutate } from './mutate.ts';
import { seededRandom } from './random.ts';
import { type Calibrated, tryInput } from './try-input.ts';

export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly iteration: number;
  readonly input: Buffer;
  readonly wrong: string;
}

interface FuzzOptions {
  readonly targets: readonly Calibrated[];
  /** In groups of which each is as likely as the others. */
  readonly seeds: readonly (readonly Buffer[])[];
  readonly seed: number;
  /** Asked before each iteration. */
  readonly goOn: (iteration: number) => boolean;
}

interface FuzzOutcome {
  readonly iterations: number;
  readonly finding: Finding | undefined;
}

/** Ends at the first finding, or when it should not go on. */
export function fuzz({ targets, seeds, seed, goOn }: FuzzOptions): FuzzOutcome {
  let iteration = 0;
  for (; goOn(iteration); iteration++) {
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ iteration);
    const input = mutate(random.pick(random.pick(seeds)), random.pick(random.pick(seeds)), random);
    for (const target of targets) {
      const wrong = tryInput(target, input);
      if (wrong !== undefined) return { iterations: iteration, finding: { target: target.name, seed, iteration, input, wrong } };
    }
  }
  return { iterations: iteration, finding: undefined };
}
