import { hourOf, startOfHour } from '@postern/usage';
import { dayOfHour } from './day.ts';
import type { DayStore } from './day-store.ts';
import { liveHours, liveSteps } from './live-view.ts';
import type { UsageStore } from './usage-store.ts';

interface PublishLiveOptions {
  readonly days: DayStore;
  readonly counts: Pick<UsageStore, 'count'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells how far today has come. */
export function publishLive({ days, counts, now }: PublishLiveOptions): () => Promise<void> {
  return async () => {
    const hour = hourOf(now());
    const [from, until] = liveHours(hour);
    const steps = liveSteps(await counts.count(from, until));
    await days.publishLive(dayOfHour(hour), startOfHour(until), steps);
  };
}
