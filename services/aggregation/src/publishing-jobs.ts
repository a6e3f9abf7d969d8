import { randomInt } from 'node:crypto';
import type { Platform } from '@postern/runtime';
import type { DeadLetterSink, UsageBus } from '@postern/usage';
import type { SqlDatabase } from './adapters/sql-database.ts';
import { SqlDayStore } from './adapters/sql-day-store.ts';
import { SqlHousekeepingStore } from './adapters/sql-housekeeping-store.ts';
import type { PublishingConfig } from './config.ts';
import { backlog } from './domain/backlog.ts';
import { closeDays } from './domain/close-days.ts';
import { publishDays } from './domain/publish-days.ts';
import { publishKind } from './domain/publish-kind.ts';
import { publishLive } from './domain/publish-live.ts';
import type { UsageStore } from './domain/usage-store.ts';
import { countPublishedDays, showBacklog } from './events.ts';
import type { Job } from './jobs.ts';

interface PublishingNeeds {
  readonly database: SqlDatabase;
  readonly counts: UsageStore;
  readonly bus: UsageBus;
  readonly deadLetters: DeadLetterSink;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const SECOND_MS = 1_000;

/** Closing, publishing and forgetting days, and what belongs to it. */
export function publishingJobs(
  { closeAfterMs, retainMs, epsilon }: PublishingConfig,
  { database, counts, bus, deadLetters, now }: PublishingNeeds,
  { metrics, log }: Platform,
): readonly Job[] {
  const days = new SqlDayStore(database);
  const housekeeping = new SqlHousekeepingStore(database);
  const ends = () => bus.ends();
  const noise = epsilon && { epsilon, randomInt: (bound: number) => randomInt(bound) };
  const close = closeDays({ store: days, ends, now, closeAfterMs });
  const published = countPublishedDays(metrics, log);
  const publish = publishDays({ store: days, now, epsilon, publishKind: publishKind(noise), published });
  const show = showBacklog(metrics);
  const every = (seconds: number, name: string, run: () => Promise<void>): Job => ({ name, everyMs: seconds * SECOND_MS, run });
  return [
    every(60, 'close_days', close),
    every(60, 'publish_days', publish),
    every(60, 'publish_live', publishLive({ days, counts, now })),
    every(30, 'show_backlog', async () => show(await backlog({ store: days, ends, now, closeAfterMs }))),
    every(10, 'announce_dead_records', () => housekeeping.announceDeadRecords((records) => deadLetters.send(records))),
    every(3_600, 'forget', async () => housekeeping.forget({ before: now() - retainMs, topic: (await ends()).topic })),
  ];
}
