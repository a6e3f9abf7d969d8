import type { Consumer, Kafka } from 'kafkajs';

export interface SessionConsumer {
  readonly consumer: Consumer;
  /** Rejects when it cannot go on; never resolves. */
  readonly crashed: Promise<never>;
}

interface SessionOptions {
  /** How much one fetch brings of one partition at most; Kafka's usual 1 MiB unless told. */
  readonly maxBytesPerPartition?: number;
}

/**
 * A consumer that lives for one session and ends with its first failure. kafkajs
 * can begin again by itself, but gives up for good on errors that pass, such as
 * a topic that is not there yet: who uses this makes a new one instead.
 */
export function createSessionConsumer(
  kafka: Kafka,
  groupId: string,
  { maxBytesPerPartition = 1 << 20 }: SessionOptions = {},
): SessionConsumer {
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    sessionTimeout: 10_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: 500,
    maxBytesPerPartition,
    retry: { restartOnFailure: async () => false },
  });
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // a crash before somebody waits for it
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  return { consumer, crashed: promise };
}
