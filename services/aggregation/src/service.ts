import type { Platform, Service } from '@postern/runtime';
import type { AggregationConfig } from './config.ts';
import { seedDemonstration } from './demonstration/seed-demonstration.ts';
import type { AggregationDeps } from './deps.ts';
import { createApp } from './http/app.ts';
import { type RunningJobs, startJobs } from './jobs.ts';

export async function createAggregationService(
  config: AggregationConfig,
  { store, reader, consumer, countBatch, days, deadLetters, jobs, signIn, now }: AggregationDeps,
  { log, metrics }: Platform,
): Promise<Service> {
  const http = await createApp({
    reader,
    senderNames: config.senderNames,
    signIn,
    metrics,
    now,
    failed: (cause) => log.failure('http.failed', cause),
    unavailable: (cause) => log.failure('aggregation.database_away', cause, { backend: 'postgresql' }),
  });
  let running: RunningJobs | undefined;
  return {
    start: async () => {
      const { demoDays } = config;
      if (demoDays > 0) await seedDemonstration(days, { days: demoDays, force: false, now: now(), random: Math.random });
      const address = await http.listen({ host: config.listen.host, port: config.listen.port });
      log.event('info', 'http.listening', { address: 'http', port: Number(new URL(address).port) });
      consumer.run(async (batch) => {
        try {
          await countBatch(batch);
        } catch (thrown) {
          log.failure('aggregation.batch_failed', thrown, { backend: 'postgresql' });
          throw thrown;
        }
      });
      running = startJobs(jobs, ({ name }, thrown) => log.failure('aggregation.job_failed', thrown, { method: name }));
    },
    stop: async (graceMs) => {
      const ended = Promise.all([consumer.stop(), http.close(), running?.stop()]);
      await Promise.race([ended, after(graceMs)]);
      await Promise.all([store.close(), reader.close(), deadLetters.close()]);
    },
  };
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
