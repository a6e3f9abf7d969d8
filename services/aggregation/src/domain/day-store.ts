// Where days are closed and published. A day has two moments that are for good:
// it is closed, and what comes for it from then on is late; it is published.
// Any number of instances may try both at once, and one succeeds.
import type { UsageKind } from '@postern/usage';
import type { Day } from './day.ts';
import type { FieldValue } from './dimensions.ts';
import type { LiveStep } from './live-view.ts';
import type { UsesCell } from './partition-uses.ts';
import type { PublishKind } from './publish-kind.ts';

export interface DayFacts {
  /** Nothing is told about fewer uses. */
  readonly k: number;
  /** Of the noise; undefined: none. */
  readonly epsilon: number | undefined;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
}

/** The uses of one kind. */
export interface KindUses {
  readonly kind: UsageKind;
  readonly cells: readonly UsesCell<FieldValue>[];
}

export interface DayStore {
  /** The first day that is not closed. Each day before it is. */
  openFrom(): Promise<Day>;
  /** The first offset of each partition of the topic that is not counted; partitions that nothing was counted of are left out. */
  positions(topic: string): Promise<ReadonlyMap<number, bigint>>;
  /** Nothing when the day is closed already. Rejects when an earlier day is open. */
  close(day: Day, at: number): Promise<void>;
  /** The days that are closed and not published, earliest first. */
  unpublished(): Promise<readonly Day[]>;
  /** Whether any day is published. */
  hasPublished(): Promise<boolean>;
  /** Publishes a closed day, in one transaction. False when it was published before. */
  publish(day: Day, facts: DayFacts, publishKind: PublishKind): Promise<boolean>;
  /** The same with uses that were made up, marked as such; a day that is published is left as it is. */
  publishDemonstration(day: Day, facts: DayFacts, uses: readonly KindUses[], publishKind: PublishKind): Promise<boolean>;
  /** Replaces what is told of today. */
  publishLive(day: Day, until: number, steps: readonly LiveStep[]): Promise<void>;
}
