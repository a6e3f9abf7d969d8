import type { Platform } from '@postern/runtime';
import { type DeadLetterSink, loadEventCodec, openUsageBus, type UsageConsumer } from '@postern/usage';
import { openDatabase } from './adapters/open-database.ts';
import { openPublishedReader, type PublishedReader, publishedReader } from './adapters/published-reader.ts';
import { SqlDayStore } from './adapters/sql-day-store.ts';
import { SqlUsageStore } from './adapters/sql-usage-store.ts';
import type { AggregationConfig } from './config.ts';
import { type CountBatch, countBatch } from './domain/count-batch.ts';
import type { DayStore } from './domain/day-store.ts';
import type { UsageStore } from './domain/usage-store.ts';
import { countHandledRecords } from './events.ts';
import type { Job } from './jobs.ts';
import { publishingJobs } from './publishing-jobs.ts';

/** Instances of aggregation share the topic's partitions. */
const GROUP = 'postern-aggregation';

export interface AggregationDeps {
  readonly store: UsageStore;
  readonly reader: PublishedReader;
  readonly days: DayStore;
  readonly consumer: UsageConsumer;
  readonly countBatch: CountBatch;
  readonly deadLetters: DeadLetterSink;
  readonly jobs: readonly Job[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Connects to nothing yet: the database and the bus may be away when we start, and come later. */
export function openAggregationDeps(config: AggregationConfig, platform: Platform): AggregationDeps {
  const { memoryUsageBus, metrics, log } = platform;
  const database = openDatabase(config.database);
  const bus = openUsageBus(config.usageBus, { memory: memoryUsageBus, metrics });
  const store = new SqlUsageStore(database);
  const deadLetters = bus.createDeadLetterSink();
  const now = Date.now;
  return {
    store,
    reader: config.readerDatabase === undefined ? publishedReader(database) : openPublishedReader(config.readerDatabase),
    days: new SqlDayStore(database),
    now,
    consumer: bus.createConsumer(GROUP),
    countBatch: countBatch({ store, codec: loadEventCodec(), now, handled: countHandledRecords(metrics, log) }),
    deadLetters,
    jobs: publishingJobs(config.publishing, { database, counts: store, bus, deadLetters, now }, platform),
  };
}
