// One input against one target: only known errors, what was accepted is right,
// and time in proportion to length. Only the least time of several counts, for
// the garbage of one input may be collected in the time of the next.
import { PosternError } from '@postern/errors';
import type { Target } from './targets.ts';

/** Nanoseconds that any input may take: headers, keys and the like, and some steps of the clock. */
const BASE_NS = 20e6;
/** So many times slower a byte than in the valid input may be. */
const FACTOR = 50;
const RETRIES = 3;
const CALIBRATION_RUNS = 20;

export interface Calibrated extends Target {
  readonly nsPerByte: number;
}

export function calibrate(target: Target): Calibrated {
  const { run, large } = target;
  run(large);
  const time = timed(() => {
    for (let i = 0; i < CALIBRATION_RUNS; i++) run(large);
  });
  return { ...target, nsPerByte: time / CALIBRATION_RUNS / large.length };
}

/** What is wrong, or undefined. */
export function tryInput(target: Calibrated, input: Buffer): string | undefined {
  let wrong: string | undefined;
  const time = timed(() => {
    wrong = outcome(target, input);
  });
  if (wrong !== undefined) return wrong;
  const allowed = BASE_NS + FACTOR * target.nsPerByte * input.length;
  for (let retry = 0, least = time; least > allowed; retry++) {
    if (retry === RETRIES) return `took ${Math.round(least / 1e3)} us for ${input.length} bytes`;
    least = Math.min(
      least,
      timed(() => outcome(target, input)),
    );
  }
  return undefined;
}

function outcome({ run, codes }: Target, input: Buffer): string | undefined {
  try {
    return run(input);
  } catch (thrown) {
    if (thrown instanceof PosternError && codes.includes(thrown.code)) return undefined;
    return `threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
  }
}

/** Nanoseconds of this thread's own work, in the steps of the system's clock: what else the machine does is not counted. */
function timed(run: () => void): number {
  const start = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) * 1000;
}
