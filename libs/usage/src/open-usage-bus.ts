import { createKafkaClient, type TopicForbiddenError } from '@postern/kafka';
import { BufferedProducer, type BufferLimits, DEFAULT_LIMITS } from './buffered-producer.ts';
import { loadEventCodec } from './event-codec.ts';
import { KafkaUsageConsumer } from './kafka/kafka-consumer.ts';
import { KafkaDeadLetters } from './kafka/kafka-dead-letters.ts';
import { kafkaEnds } from './kafka/kafka-ends.ts';
import { KafkaSender } from './kafka/kafka-sender.ts';
import { ensureKafkaTopic, usageTopics } from './kafka/kafka-topic.ts';
import { MemoryUsageConsumer } from './memory/memory-consumer.ts';
import type { MemoryUsageBus } from './memory/memory-usage-bus.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { UsageBus } from './usage-bus.ts';
import type { UsageBusAddress } from './usage-bus-address.ts';
import { type CounterSource, usageCounters } from './usage-counters.ts';

interface UsageBusOptions {
  /** What `memory:` means in this process. */
  readonly memory: MemoryUsageBus;
  readonly metrics: CounterSource;
  readonly limits?: BufferLimits;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number;
  /** Told once by each consumer when the topic does not exist and may not be made by us. It goes on asking. */
  readonly onForbiddenTopic?: (thrown: TopicForbiddenError) => void;
}

interface Sender {
  send(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Connects to nothing yet: producers do when they have something to send, consumers when they run. */
export function openUsageBus(address: UsageBusAddress, options: UsageBusOptions): UsageBus {
  const producer = (sender: Sender) =>
    new BufferedProducer({
      codec: loadEventCodec(),
      counters: usageCounters(options.metrics),
      limits: options.limits ?? DEFAULT_LIMITS,
      now: options.now ?? Date.now,
      send: (records) => sender.send(records),
      close: () => sender.close(),
    });
  return address.kind === 'memory' ? memoryBus(options.memory, producer) : kafkaBus(address, producer, options);
}

type MakeProducer = (sender: Sender) => BufferedProducer;

function memoryBus(memory: MemoryUsageBus, producer: MakeProducer): UsageBus {
  const sender: Sender = { send: async (records) => memory.append(records), close: async () => {} };
  return {
    ensureTopic: async () => {},
    createProducer: () => producer(sender),
    createConsumer: (group) => new MemoryUsageConsumer(memory, group),
    ends: async () => memory.ends(),
    createDeadLetterSink: () => ({ send: async () => {}, close: async () => {} }),
  };
}

function kafkaBus(
  { brokers, topic }: UsageBusAddress & { kind: 'kafka' },
  producer: MakeProducer,
  { onForbiddenTopic = () => {} }: Pick<UsageBusOptions, 'onForbiddenTopic'>,
): UsageBus {
  const kafka = createKafkaClient(brokers);
  const [plan] = usageTopics(topic);
  const ensureTopic = () => ensureKafkaTopic(kafka, plan);
  return {
    ensureTopic,
    createProducer: () => producer(new KafkaSender(kafka, topic)),
    createConsumer: (group) => new KafkaUsageConsumer({ kafka, topic, group, ensureTopic, onForbiddenTopic }),
    ends: () => kafkaEnds(kafka, topic),
    createDeadLetterSink: () => new KafkaDeadLetters(kafka, topic),
  };
}
