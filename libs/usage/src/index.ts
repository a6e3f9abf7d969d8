export { latencyBucket, localeBucket, sizeBucket, usageErrorCode } from './buckets.ts';
export { type BufferLimits, DEFAULT_LIMITS } from './buffered-producer.ts';
export { type EventCodec, loadEventCodec, MAX_EVENT_BYTES } from './event-codec.ts';
export { usageTopics } from './kafka/kafka-topic.ts';
export { MemoryUsageBus } from './memory/memory-usage-bus.ts';
export { openUsageBus } from './open-usage-bus.ts';
export { EVENT_TYPE, type OutgoingRecord, outgoingRecord } from './outgoing-record.ts';
export { readRecord } from './read-record.ts';
export type {
  BusEnds,
  DeadLetterSink,
  DeadRecord,
  HandleBatch,
  UsageBatch,
  UsageBus,
  UsageConsumer,
  UsageProducer,
  UsageRecord,
} from './usage-bus.ts';
export { parseUsageBusAddress, readUsageBus, type UsageBusAddress } from './usage-bus-address.ts';
export type { CounterSource, DropReason } from './usage-counters.ts';
export {
  ENUMERATED_FIELDS,
  hourOf,
  MAX_SENDER_ORGANISATION,
  NUMBERED_FIELDS,
  startOfHour,
  USAGE_FIELDS,
  type UsageErrorCode,
  type UsageEvent,
  type UsageField,
  type UsageKind,
  type UsageOutcome,
  type Use,
} from './usage-event.ts';
