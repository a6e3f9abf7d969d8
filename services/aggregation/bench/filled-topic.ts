import { randomUUID } from 'node:crypto';
import { createKafkaClient } from '@postern/kafka';
import { hourOf, loadEventCodec, startOfHour, type UsageEvent } from '@postern/usage';
import { madeUpUses } from '../src/demonstration/made-up-visits.ts';
import { dayOfTime } from '../src/domain/day.ts';

const AT_ONCE = 5_000;

/** So many uses as a portal has them, in this hour and the one before. */
export function madeUpEvents(count: number): UsageEvent[] {
  const [today, thisHour] = [dayOfTime(Date.now()), hourOf(Date.now())];
  const events: UsageEvent[] = [];
  while (events.length < count) {
    const uses = madeUpUses(today, 0, Math.random);
    for (const use of uses) events.push({ ...use, hour: thisHour - Math.floor(Math.random() * 2) });
  }
  return events.slice(0, count);
}

/** Records as the producers of the services make them, spread over the partitions. */
export async function filledTopic(brokers: string, partitions: number, events: readonly UsageEvent[]): Promise<string> {
  const topic = `bench-${randomUUID()}`;
  const kafka = createKafkaClient([brokers]);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const codec = loadEventCodec();
  for (let start = 0; start < events.length; start += AT_ONCE) {
    const messages = events.slice(start, start + AT_ONCE).map((event, index) => ({
      key: null,
      partition: index % partitions,
      value: codec.encode(event),
      headers: headersOf(event),
      timestamp: String(startOfHour(event.hour)),
    }));
    await producer.send({ topic, acks: -1, messages });
  }
  await producer.disconnect();
  return topic;
}

/** As in libs/usage/src/outgoing-record.ts. */
function headersOf({ hour }: UsageEvent): Record<string, string> {
  return {
    'content-type': 'application/protobuf',
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_source: 'urn:postern',
    ce_type: 'postern.usage.v1.UsageEvent',
    ce_time: new Date(startOfHour(hour)).toISOString(),
  };
}
