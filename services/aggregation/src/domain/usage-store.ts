// Where counts are kept. Counts and the position in the log up to which they
// count change in one transaction: whatever was written with a position is in
// the counts, whatever was not is not. So it does not matter what the bus
// believes we have read, or where we die.
import type { ErrorCode } from '@postern/errors';
import type { UsageKind, UsageOutcome } from '@postern/usage';
import type { Cell } from './cell.ts';
import type { Day } from './day.ts';

/** A partition of a topic. */
export interface Source {
  readonly topic: string;
  readonly partition: number;
}

/** A record that was not an event. Its contents are not kept: they may be anything. */
export interface DeadLetter {
  readonly offset: bigint;
  readonly code: ErrorCode;
}

/** Uses of a day that is closed. */
export interface LateUses {
  readonly day: Day;
  readonly uses: number;
}

export interface Advance {
  readonly cells: readonly Cell[];
  readonly late: readonly LateUses[];
  readonly deadLetters: readonly DeadLetter[];
  /** The first offset that is not counted now. */
  readonly nextOffset: bigint;
}

export interface UseCount {
  readonly kind: UsageKind;
  readonly outcome: UsageOutcome;
  readonly uses: number;
}

export interface UsageStore {
  /**
   * Asks `decide`, given the first offset that is not counted yet and the first day that is not closed, what to add, and
   * adds it: all of it or, when this rejects, none. Nobody else advances the same source meanwhile, and no day is closed.
   * `decide` must be pure.
   */
  advance(source: Source, decide: (nextOffset: bigint, openFrom: Day) => Advance): Promise<void>;
  /** The uses from the hour `from` up to, without it, the hour `until`. */
  count(from: number, until: number): Promise<readonly UseCount[]>;
  close(): Promise<void>;
}
