// A day is closed when it has been over for a while, and when everything that
// was on the bus at that moment is counted: the ends of all partitions are
// noted at or after that moment, and the positions that were committed with the
// counts have to reach them. What a slow consumer still has to read is so never
// late; what a producer sends later is.
import type { BusEnds } from '@postern/usage';
import { type Day, endOfDay } from './day.ts';
import type { DayStore } from './day-store.ts';

interface CloseDaysOptions {
  readonly store: DayStore;
  /** Rejects when the bus is away, which postpones the closing. */
  readonly ends: () => Promise<BusEnds>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long after its end a day is closed at the earliest. */
  readonly closeAfterMs: number;
}

/** Closes the days that can be. Call it now and then: it remembers the ends that it waits for. */
export function closeDays({ store, ends, now, closeAfterMs }: CloseDaysOptions): () => Promise<void> {
  const noted = new Map<Day, BusEnds>();
  return async () => {
    for (let day = await store.openFrom(); endOfDay(day) + closeAfterMs <= now(); day++) {
      const current = await ends();
      const wanted = noted.get(day) ?? current;
      noted.set(day, wanted);
      if (!isRead(wanted, current, await store.positions(wanted.topic))) return;
      await store.close(day, now());
      noted.delete(day);
    }
  };
}

/** Also when the bus has forgotten what was not read: nobody can read it any more. */
function isRead(wanted: BusEnds, current: BusEnds, positions: ReadonlyMap<number, bigint>): boolean {
  const first = new Map(current.partitions.map((partition) => [partition.partition, partition.first]));
  return wanted.partitions.every(
    ({ partition, next }) => (positions.get(partition) ?? 0n) >= next || (first.get(partition) ?? 0n) >= next,
  );
}
