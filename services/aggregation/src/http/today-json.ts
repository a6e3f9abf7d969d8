import { startOfHour, type UsageKind, type UsageOutcome } from '@postern/usage';
import { type DisclosedDay, K } from '../domain/disclosure.ts';

/** `GET /api/v1/today` */
export interface TodayJson {
  /** YYYY-MM-DD, a day of UTC. */
  readonly day: string;
  /** Nothing is said about fewer uses than this; counts are multiples of it. */
  readonly k: number;
  /** The start of the newest hour that at least k uses are counted of. */
  readonly countedUpTo: string | null;
  readonly counts: readonly {
    readonly kind: UsageKind;
    readonly outcome: UsageOutcome;
    /** Rounded down to a multiple of k; null: fewer than k. */
    readonly uses: number | null;
  }[];
}

export function todayJson({ firstHour, newestHour, rows }: DisclosedDay): TodayJson {
  return {
    day: new Date(startOfHour(firstHour)).toISOString().slice(0, 10),
    k: K,
    countedUpTo: newestHour === undefined ? null : new Date(startOfHour(newestHour)).toISOString(),
    counts: rows.flatMap(({ kind, outcomes }) =>
      outcomes.map(({ outcome, uses }) => ({ kind, outcome, uses: typeof uses === 'number' ? uses : null })),
    ),
  };
}
