// A short run of `npm run fuzz`, always with the same inputs; and that the
// fuzzer finds what it looks for.
import { describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { fuzz } from './fuzz/fuzz.ts';
import { examples, seeds } from './fuzz/seeds.ts';
import { type Target, targets } from './fuzz/targets.ts';
import { calibrate } from './fuzz/try-input.ts';

const example = examples();
const from = seeds(example);
const ITERATIONS = 500;

function findingOf(target: Pick<Target, 'run'>, large = Buffer.alloc(100_000, 'A')) {
  const calibrated = calibrate({ name: 'x', codes: ['envelope.malformed'], large, ...target });
  return fuzz({ targets: [calibrated], seeds: from, seed: 1, goOn: (iteration) => iteration < ITERATIONS }).finding;
}

describe('the parsers of what strangers send', () => {
  it.each(targets(example))('accept their valid example: $name', ({ run, large }) => {
    expect(run(large)).toBeUndefined();
  });

  it.each([1, 2])('refuse hundreds of damaged inputs as they should, and in time (seed %i)', (seed) => {
    const calibrated = targets(example).map(calibrate);
    const { iterations, finding } = fuzz({ targets: calibrated, seeds: from, seed, goOn: (n) => n < ITERATIONS });
    expect(finding).toBeUndefined();
    expect(iterations).toBe(ITERATIONS);
  });
});

describe('the fuzzer', () => {
  it('finds an error that is no refusal', () => {
    const run = (input: Buffer) => (input.includes('"zip"') ? String(JSON.parse('{')) : undefined);
    expect(findingOf({ run: (input) => run(Buffer.from(input.toString('latin1'), 'base64url')) })?.wrong).toMatch(
      /^threw SyntaxError/,
    );
  });

  it('finds a refusal by a code that is not the parser’s', () => {
    const run = () => {
      throw new PosternError('gateway.busy');
    };
    expect(findingOf({ run: (input) => (input.length === 100_000 ? undefined : run()) })?.wrong).toContain('gateway.busy');
  });

  it('finds what was accepted in another spelling', () => {
    const run = (input: Buffer) =>
      Buffer.from(input.toString('latin1'), 'base64url').toString('base64url') === input.toString('latin1') ? undefined : 'other';
    expect(findingOf({ run })?.wrong).toBe('other');
  });

  it('finds time that grows with the square', () => {
    const run = (input: Buffer) => {
      let found = 0;
      for (const byte of input) if (byte < 0x30 && found++ % 12 === 0) input.indexOf('never there');
      return undefined;
    };
    expect(findingOf({ run })?.wrong).toMatch(/^took \d+ us/);
  });

  it('makes the same inputs of the same seed', () => {
    const seen = (seed: number) => {
      const inputs: string[] = [];
      const run = (input: Buffer) => {
        inputs.push(input.toString('latin1'));
        return undefined;
      };
      const target = { name: 'x', codes: [], large: Buffer.alloc(1), run, nsPerByte: 1e9 };
      fuzz({ targets: [target], seeds: from, seed, goOn: (n) => n < 20 });
      return inputs;
    };
    expect(seen(7)).toEqual(seen(7));
    expect(seen(7)).not.toEqual(seen(8));
  });
});
