import { startKafka, startPostgres, startRedis } from '@postern/dev-services';
import type { Backends } from './settings.ts';

const TOPIC = 'postern.usage.v1';
const REVOCATIONS_TOPIC = 'postern.revocations.v1';

/** Starts a real Redis, Kafka and PostgreSQL, side by side, and says so. */
export async function startBackends(): Promise<{ readonly urls: Backends; stop(): Promise<void> }> {
  process.stdout.write('Starting Redis, Kafka and PostgreSQL …\n');
  const [redis, kafka, postgres] = await Promise.all([startRedis(), startKafka(), startPostgres()]);
  return {
    urls: {
      redis: redis.url,
      kafka: `kafka://${kafka.brokers}/${TOPIC}`,
      postgres: postgres.url,
      revocations: `kafka://${kafka.brokers}/${REVOCATIONS_TOPIC}`,
    },
    stop: async () => {
      await Promise.all([redis.stop(), kafka.stop(), postgres.stop()]);
    },
  };
}
