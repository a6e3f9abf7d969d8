import { DIMENSIONS, type DimensionColumn, type FieldValue } from '../src/domain/dimensions.ts';
import type { UsesCell } from '../src/domain/partition-uses.ts';

/** How often each value comes, roughly as in a portal with a handful of senders. */
const WEIGHTS: Readonly<Record<DimensionColumn, readonly (readonly [FieldValue, number])[]>> = {
  outcome: [
    ['ok', 93],
    ['refused', 5],
    ['failed', 2],
  ],
  error_code: [
    ['otp_wrong', 60],
    ['otp_expired', 20],
    ['internal', 5],
    ['rendering_timeout', 2],
  ],
  sign_in_method: [
    ['passcode', 70],
    ['oidc_microsoft', 25],
    ['oidc_google', 5],
  ],
  sender_organisation: [
    ['1', 50],
    ['2', 30],
    ['3', 10],
    ['7', 2],
    [null, 8],
  ],
  os_family: [
    ['windows', 50],
    ['ios', 20],
    ['android', 20],
    ['macos', 8],
    ['linux', 2],
  ],
  browser_family: [
    ['chrome', 50],
    ['safari', 25],
    ['edge', 15],
    ['firefox', 8],
    ['other', 2],
  ],
  latency: [
    ['under_100_ms', 20],
    ['under_300_ms', 50],
    ['under_1_s', 25],
    ['under_3_s', 5],
  ],
  locale: [
    ['en', 50],
    ['de', 30],
    ['fr', 15],
    ['he', 2],
    ['ja', 3],
  ],
  size: [
    ['under_100_kb', 60],
    ['under_1_mb', 30],
    ['10_mb_or_more', 10],
  ],
};

/** A day with so many uses of one kind. */
export function madeUpDay(uses: number, randomInt: (bound: number) => number): UsesCell<FieldValue>[] {
  const cells = new Map<string, { readonly values: FieldValue[]; uses: number }>();
  for (let use = 0; use < uses; use++) {
    const values = DIMENSIONS.map(({ column }) => drawn(WEIGHTS[column], randomInt));
    if (values[0] === 'ok') values[1] = null;
    const cell = cells.get(values.join('|')) ?? { values, uses: 0 };
    cell.uses += 1;
    cells.set(values.join('|'), cell);
  }
  return [...cells.values()];
}

function drawn(weights: readonly (readonly [FieldValue, number])[], randomInt: (bound: number) => number): FieldValue {
  let left = randomInt(weights.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [value, weight] of weights) {
    left -= weight;
    if (left < 0) return value;
  }
  return null;
}
