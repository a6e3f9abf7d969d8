// What can be said of a day that is not over. Whoever could read a count now
// and the day's count later could subtract, so the count is not told: only the
// largest step that it has reached, of hours that are over, and an hour late.
// Between two looks a step is reached or not, and even beside the day's exact
// total that says of no number of uses from 1 to k-1 that it is the one.
import { USAGE_FIELDS, type UsageKind } from '@postern/usage';
import { dayOfHour, hoursOf } from './day.ts';
import type { UseCount } from './usage-store.ts';

/** 50, 100, 200, 500, 1,000 … up to a billion. */
export const LIVE_STEPS: readonly number[] = Array.from(
  { length: 23 },
  (_unused, index) => ([50, 100, 200][index % 3] ?? 0) * 10 ** Math.floor(index / 3),
);

export interface LiveStep {
  readonly kind: UsageKind;
  /** 0: fewer than the first step. */
  readonly atLeast: number;
}

/** The hours of today that are told, at this hour: from the first up to, without it, the second. */
export function liveHours(hour: number): readonly [from: number, until: number] {
  const [from] = hoursOf(dayOfHour(hour));
  return [from, Math.max(from, hour - 1)];
}

export function liveSteps(counts: readonly UseCount[]): readonly LiveStep[] {
  return USAGE_FIELDS.kind.map((kind) => ({ kind, atLeast: liveStep(usesOf(kind, counts)) }));
}

export function liveStep(uses: number): number {
  return LIVE_STEPS.findLast((step) => step <= uses) ?? 0;
}

function usesOf(kind: UsageKind, counts: readonly UseCount[]): number {
  return counts.filter((count) => count.kind === kind).reduce((sum, { uses }) => sum + uses, 0);
}
