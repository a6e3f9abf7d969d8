// Jest's globalSetup of every project that needs real servers. Jest calls it
// once for each such project of a run, in one process: the first call starts
// them, the last teardown stops them.
import { startKafka, startPostfix, startPostgres, startRedis } from '@postern/dev-services';
import { realServices } from './running-services.ts';

export default async function startRealServices(): Promise<void> {
  const running = realServices();
  running.users += 1;
  running.started ??= startAll();
  Object.assign(process.env, (await running.started).environment);
}

async function startAll() {
  const starting = [startRedis(), startKafka(), startPostgres(), startPostfix()] as const;
  const stop = async (): Promise<void> => {
    const settled = await Promise.allSettled(starting);
    await Promise.all(settled.map(async (one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
  };
  try {
    const [redis, kafka, postgres, postfix] = await Promise.all(starting);
    const environment = {
      TEST_REDIS_URL: redis.url,
      TEST_KAFKA_BROKERS: kafka.brokers,
      TEST_POSTGRES_URL: postgres.url,
      TEST_SMTP_URL: postfix.url,
      TEST_MAILDIR: postfix.maildir,
    };
    return { environment, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
