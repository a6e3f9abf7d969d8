import { Kafka, logLevel } from 'kafkajs';
import { LOOPBACK } from './loopback.ts';

/** Throws unless the broker on this port answers for its cluster, the controller included. */
export async function probeKafka(port: number): Promise<void> {
  const kafka = new Kafka({
    brokers: [`${LOOPBACK}:${port}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers, controller } = await admin.describeCluster();
    if (brokers.length === 0 || controller === null) throw new Error('not ready');
  } finally {
    await admin.disconnect();
  }
}
