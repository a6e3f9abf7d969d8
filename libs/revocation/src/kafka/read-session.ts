// One session of reading a topic, from joining to the first failure. kafkajs
// reads in consumer groups only, and a group shares a topic's partitions among
// its members, while here every replica needs all of them: so each has a group
// of its own, with a random name, and commits nothing.
import { createSessionConsumer, pause } from '@postern/kafka';
import type { Admin, Consumer, Kafka } from 'kafkajs';
import { type Change, readRecord } from './revocation-record.ts';
import { ensureRevocationTopic } from './revocation-topic.ts';
import type { TopicProgress } from './topic-progress.ts';

interface SessionOptions<Moment> {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly group: string;
  readonly progress: TopicProgress<Moment>;
  readonly onChange: (change: Change) => void;
  /** Puts a record that revokes nothing at the end of a partition. */
  readonly mark: (partition: number) => Promise<void>;
  /** How often the broker is asked where the partitions end, milliseconds. */
  readonly checkEveryMs: number;
  readonly now: () => Moment;
  readonly signal: AbortSignal;
}

/** Resolves when it is told to stop, and rejects when it cannot go on. */
export async function readSession<Moment>(options: SessionOptions<Moment>): Promise<void> {
  const { kafka, topic, group } = options;
  const over = new AbortController();
  const admin = kafka.admin();
  const { consumer, crashed } = createSessionConsumer(kafka, group);
  try {
    await admin.connect();
    await ensureRevocationTopic(admin, topic);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await startReading(consumer, options);
    await Promise.race([crashed, keepProving(admin, { ...options, signal: AbortSignal.any([options.signal, over.signal]) })]);
  } finally {
    // Else a crashed session would go on asking, beside the next one.
    over.abort();
    await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
  }
}

async function startReading<Moment>(consumer: Consumer, { topic, progress, onChange }: SessionOptions<Moment>): Promise<void> {
  // This event, and not the batch, also tells of records that kafkajs itself passes over.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => progress.hasRead(payload.partition, payload.lastOffset));
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { messages } }) => {
      for (const { key, value } of messages) {
        const change = readRecord({ key, value });
        if (change !== undefined) onChange(change);
      }
    },
  });
  for (const { partition, offset } of progress.positions()) consumer.seek({ topic, partition, offset });
}

/** Asks again and again where the topic ends. */
async function keepProving<Moment>(admin: Admin, options: SessionOptions<Moment>): Promise<void> {
  const { topic, progress, mark, checkEveryMs, now, signal } = options;
  while (!signal.aborted) {
    const askedAt = now();
    const ends = await admin.fetchTopicOffsets(topic);
    if (signal.aborted) return;
    progress.mustReach({ ends, askedAt });
    await pause(checkEveryMs, signal);
    if (signal.aborted) return;
    // Somebody who may not write, or cannot now, reads on: there may be something to read yet.
    await Promise.allSettled(progress.stalled().map(mark));
  }
}
