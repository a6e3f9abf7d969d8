// What may be shown of counts that still grow. Nothing is said about fewer
// than k uses: a count is rounded down to a multiple of k, and 0 to k-1 look
// the same. Rounding hides single uses in differences too: between two looks a
// count either stays or moves by at least k. Every combination is listed, also
// those without a use, so that a row's being there says nothing. There are no
// sums, because a sum minus its parts would tell what rounding hides.
import { USAGE_FIELDS, type UsageKind, type UsageOutcome } from '@postern/usage';
import type { HoursCount } from './usage-store.ts';

export const K = 10;
export const FEWER_THAN_K = `fewer than ${K}`;
const HOURS_A_DAY = 24;

/** A multiple of k, or that there were fewer than k. */
export type Disclosed = number | typeof FEWER_THAN_K;

export interface DisclosedDay {
  /** The first hour of the day (UTC), in hours since 1970. */
  readonly firstHour: number;
  readonly rows: readonly {
    readonly kind: UsageKind;
    readonly outcomes: readonly { readonly outcome: UsageOutcome; readonly uses: Disclosed }[];
  }[];
  /** The newest hour that at least k uses are counted of; undefined when there is none. */
  readonly newestHour: number | undefined;
}

export function disclose(uses: number): Disclosed {
  const rounded = Math.floor(uses / K) * K;
  return rounded === 0 ? FEWER_THAN_K : rounded;
}

/** The hours of the UTC day that `hour` is in: from the first up to, without it, the second. */
export function dayOf(hour: number): readonly [number, number] {
  const first = hour - (hour % HOURS_A_DAY);
  return [first, first + HOURS_A_DAY];
}

export function discloseDay(firstHour: number, { counts, hours }: HoursCount): DisclosedDay {
  const usesOf = (kind: UsageKind, outcome: UsageOutcome): number =>
    counts.filter((count) => count.kind === kind && count.outcome === outcome).reduce((sum, { uses }) => sum + uses, 0);
  const rows = USAGE_FIELDS.kind.map((kind) => ({
    kind,
    outcomes: USAGE_FIELDS.outcome.map((outcome) => ({ outcome, uses: disclose(usesOf(kind, outcome)) })),
  }));
  const telling = hours.filter(({ uses }) => uses >= K).map(({ hour }) => hour);
  return { firstHour, rows, newestHour: telling.length === 0 ? undefined : Math.max(...telling) };
}
