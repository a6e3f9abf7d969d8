import type { EventLog, Platform } from '@postern/runtime';
import { createSealingKeys } from '@postern/tokens';
import { type DeadLetterSink, loadEventCodec, openUsageBus, type UsageConsumer } from '@postern/usage';
import type { Access } from './access/access-settings.ts';
import { createNotes } from './access/notes.ts';
import { createAnalystsProvider } from './adapters/oidc/analysts-provider.ts';
import { openDatabase } from './adapters/open-database.ts';
import { openPublishedReader, type PublishedReader, publishedReader } from './adapters/published-reader.ts';
import { SqlDayStore } from './adapters/sql-day-store.ts';
import { SqlUsageStore } from './adapters/sql-usage-store.ts';
import type { AggregationConfig } from './config.ts';
import { type CountBatch, countBatch } from './domain/count-batch.ts';
import type { DayStore } from './domain/day-store.ts';
import type { UsageStore } from './domain/usage-store.ts';
import { countHandledRecords } from './events.ts';
import type { SignIn } from './http/app.ts';
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
  /** Undefined: whoever is at this machine is let in. */
  readonly signIn: SignIn | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Connects to nothing yet: the database and the bus may be away when we start, and come later. */
export function openAggregationDeps(config: AggregationConfig, platform: Platform): AggregationDeps {
  const { memoryUsageBus, metrics, log } = platform;
  const database = openDatabase(config.database);
  const bus = openUsageBus(config.usageBus, {
    memory: memoryUsageBus,
    metrics,
    onForbiddenTopic: (thrown) => log.failure('usage.topic_missing', thrown, { backend: 'kafka' }),
  });
  const store = new SqlUsageStore(database);
  const deadLetters = bus.createDeadLetterSink();
  const now = Date.now;
  return {
    store,
    reader: config.readerDatabase === undefined ? publishedReader(database) : openPublishedReader(config.readerDatabase),
    days: new SqlDayStore(database),
    now,
    signIn: openSignIn(config.access, now, log),
    consumer: bus.createConsumer(GROUP),
    countBatch: countBatch({ store, codec: loadEventCodec(), now, handled: countHandledRecords(metrics, log) }),
    deadLetters,
    jobs: publishingJobs(config.publishing, { database, counts: store, bus, deadLetters, now }, platform),
  };
}

function openSignIn(access: Access, now: () => number, log: EventLog): SignIn | undefined {
  if (access.kind === 'this_machine') return undefined;
  const { publicUrl, roles, sessionKeys, sessionSeconds } = access;
  const notes = createNotes(createSealingKeys(sessionKeys.map((key) => key.reveal())));
  const codeRefused = (code: string) => log.event('warn', 'oidc.code_refused', { code });
  return { provider: createAnalystsProvider(access, { now, codeRefused }), notes, roles, publicUrl, sessionSeconds };
}
