import { withAdmin } from '@postern/kafka';
import type { Kafka } from 'kafkajs';
import type { BusEnds } from '../usage-bus.ts';

/** Asks each partition's leader; `next` is its high watermark, up to which consumers can read. */
export async function kafkaEnds(kafka: Kafka, topic: string): Promise<BusEnds> {
  const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const partitions = offsets.map(({ partition, low, high }) => ({ partition, first: BigInt(low), next: BigInt(high) }));
  return { topic, partitions };
}
