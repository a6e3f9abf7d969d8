// Whether the time of an answer tells a recipient from a stranger. Measured
// as the area under the curve of a guesser who has nothing but times: 0.5 is
// guessing blindly, 1 is knowing.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningIdentity, startIdentity } from './running-identity.ts';

const PAIRS = Number(process.env['TEST_TIMING_PAIRS'] ?? 2_000);
/** Four standard errors of the area under the curve for two equal samples of this size (Hanley and McNeil 1982). */
const TOLERANCE = 4 * Math.sqrt((2 * PAIRS + 1) / (12 * PAIRS * PAIRS));

let running: RunningIdentity;
beforeAll(async () => {
  running = await startIdentity(() => Array.from({ length: PAIRS + 20 }, (_value, at) => `reader-${at}@example.org`));
});
afterAll(() => running.stop());

async function millisecondsFor(address: string): Promise<number> {
  const startedAt = performance.now();
  await running.identity.startPasscode({ capsule: 'capsule', address, locale: 'en', challenge: '' }, { timeoutMs: 10_000 });
  return performance.now() - startedAt;
}

/** The chance that a random element of `left` is greater than one of `right` (ties count half). */
function areaUnderCurve(left: readonly number[], right: readonly number[]): number {
  let greater = 0;
  for (const one of left) for (const other of right) greater += one > other ? 1 : one === other ? 0.5 : 0;
  return greater / (left.length * right.length);
}

describe('the time of an answer', () => {
  it('does not tell a recipient from a stranger', async () => {
    const times = { reader: [] as number[], stranger: [] as number[] };
    for (let i = 0; i < 20; i++) await millisecondsFor(`reader-${PAIRS + i}@example.org`);
    for (let i = 0; i < PAIRS; i++) {
      const order = randomInt(2) === 0 ? (['reader', 'stranger'] as const) : (['stranger', 'reader'] as const);
      for (const kind of order) times[kind].push(await millisecondsFor(`${kind}-${i}@example.org`));
    }
    const area = areaUnderCurve(times.reader, times.stranger);
    if (process.env['TEST_TIMING_PAIRS']) process.stderr.write(`area under the curve: ${area.toFixed(4)}\n`);
    expect(Math.abs(area - 0.5)).toBeLessThan(TOLERANCE);
  }, 300_000);
});
