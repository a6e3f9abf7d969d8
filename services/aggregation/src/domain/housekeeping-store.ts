import type { DeadRecord } from '@postern/usage';

export interface Forgetting {
  /** Milliseconds since 1970: what was published, recorded or moved before is forgotten. */
  readonly before: number;
  /** The topic that is in use: its positions are kept whatever their age. */
  readonly topic: string;
}

/** What happens to the tables beside counting and publishing. */
export interface HousekeepingStore {
  /**
   * Hands the dead records that nobody was told of to `tell`, some at a time, until there are none. When `tell` rejects,
   * this does, and they are handed over again; several instances never hold the same ones at once.
   */
  announceDeadRecords(tell: (records: readonly DeadRecord[]) => Promise<void>): Promise<void>;
  /** Deletes the counts of days that were published long enough ago, old dead records, and positions in topics that are not used. */
  forget(forgetting: Forgetting): Promise<void>;
}
