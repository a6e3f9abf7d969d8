import type { BusEnds } from '@postern/usage';
import { dayOfTime } from './day.ts';
import type { DayStore } from './day-store.ts';

export interface Backlog {
  /** On the bus, and not counted. */
  readonly records: number;
  /** Old enough to be published, and not published. */
  readonly days: number;
}

interface BacklogOptions {
  readonly store: DayStore;
  readonly ends: () => Promise<BusEnds>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly closeAfterMs: number;
}

export async function backlog({ store, ends, now, closeAfterMs }: BacklogOptions): Promise<Backlog> {
  const { topic, partitions } = await ends();
  const positions = await store.positions(topic);
  const records = partitions.map(({ partition, first, next }) => {
    const from = positions.get(partition) ?? 0n;
    return next - (from > first ? from : first);
  });
  const overdue = dayOfTime(now() - closeAfterMs) - (await store.openFrom());
  const unpublished = await store.unpublished();
  return {
    records: records.reduce((sum, count) => sum + Math.max(0, Number(count)), 0),
    days: Math.max(0, overdue) + unpublished.length,
  };
}
