// The dashboard over made-up days, in this process, without anything else of the service.
import { Metrics } from '@postern/runtime';
import type { FastifyInstance } from 'fastify';
import { openDatabase } from '../src/adapters/open-database.ts';
import { type PublishedReader, publishedReader } from '../src/adapters/published-reader.ts';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';
import { type AppOptions, createApp } from '../src/http/app.ts';
import { insertDays, madeUpDays } from './published-days.ts';

/** Noon of the day after the newest published one. */
export const NOW = Date.UTC(2026, 10, 24, 12);
export const NEWEST = '2026-11-23';

export interface DashboardUnderTest {
  readonly app: FastifyInstance;
  readonly database: SqlDatabase;
  readonly reader: PublishedReader;
  readonly metrics: Metrics;
  /** What was told of errors. */
  readonly told: unknown[];
  stop(): Promise<void>;
}

interface Options extends Partial<AppOptions> {
  readonly database?: SqlDatabase;
  /** None unless it is said. */
  readonly days?: number;
  readonly demo?: boolean;
}

export async function startDashboard({
  days = 0,
  demo = false,
  database: given,
  ...overrides
}: Options = {}): Promise<DashboardUnderTest> {
  const database = given ?? openDatabase(new URL('pglite:'));
  if (days > 0) {
    const madeUp = madeUpDays(NEWEST, days, { demo });
    await insertDays(database, madeUp.days, madeUp.cells);
  }
  const told: unknown[] = [];
  const reader = publishedReader(database);
  const metrics = new Metrics();
  const app = await createApp({
    reader,
    senderNames: new Map([
      ['1', 'Clinic Example'],
      ['2', 'Example Bank'],
    ]),
    signIn: undefined,
    metrics,
    now: () => NOW,
    unavailable: (cause) => told.push(cause),
    failed: (cause) => told.push(cause),
    ...overrides,
  });
  return {
    app,
    database,
    reader,
    metrics,
    told,
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
}
