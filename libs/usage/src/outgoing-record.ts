import { randomUUID } from 'node:crypto';
import { startOfHour } from './usage-event.ts';

/** A record before it has an offset. There is no key: it would say which events belong together. */
export interface OutgoingRecord {
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** The start of the event's hour, in milliseconds since 1970; the moment itself is not told. */
  readonly timestampMs: number;
}

/** Says which contract the value follows: another major version is another type. */
export const EVENT_TYPE = 'postern.usage.v1.UsageEvent';

/**
 * CloudEvents 1.0 in Kafka's binary mode. The specification requires an id
 * (section 2.3.1 of its core): it is random, made here, and known to nobody
 * else, so it identifies a record and nothing about a use. The source is the
 * same for all services, and there is no trace context.
 */
export function outgoingRecord(value: Buffer, hour: number): OutgoingRecord {
  const timestampMs = startOfHour(hour);
  return {
    value,
    timestampMs,
    headers: {
      'content-type': 'application/protobuf',
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_source: 'urn:postern',
      ce_type: EVENT_TYPE,
      ce_time: new Date(timestampMs).toISOString(),
    },
  };
}
