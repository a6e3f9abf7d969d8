import type { Day } from './day.ts';
import type { DayFacts, DayStore } from './day-store.ts';
import type { Epsilon } from './discrete-laplace.ts';
import { K, type PublishKind } from './publish-kind.ts';

interface PublishDaysOptions {
  readonly store: DayStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly epsilon: Epsilon | undefined;
  readonly publishKind: PublishKind;
  readonly published: (day: Day) => void;
}

/** Publishes each day that is closed and not published yet; another instance may do it before us. */
export function publishDays({ store, now, epsilon, publishKind, published }: PublishDaysOptions): () => Promise<void> {
  return async () => {
    for (const day of await store.unpublished())
      if (await store.publish(day, dayFacts(now(), epsilon), publishKind)) published(day);
  };
}

export function dayFacts(publishedAt: number, epsilon: Epsilon | undefined): DayFacts {
  return { k: K, epsilon: epsilon && epsilon.numerator / epsilon.denominator, publishedAt };
}
