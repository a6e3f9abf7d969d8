// Whoever looks at a trace must not find the events of its request, and whoever
// looks at an event not the trace: OpenTelemetry is set up here as in a service
// that sends traces, a span is active, and the record that Kafka got has none.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { MemoryUsageBus, openUsageBus, type UsageRecord } from '../src/index.ts';
import { countedMetrics } from './usage-bus-contract.ts';

const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  serviceName: 'postern-gateway',
  instrumentations: [],
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
});
beforeAll(() => sdk.start());
afterAll(() => sdk.shutdown());

function brokers(): string {
  const value = process.env['TEST_KAFKA_BROKERS'];
  if (value === undefined) throw new Error('TEST_KAFKA_BROKERS is not set: run this through the integration project');
  return value;
}

describe('a usage event of a request that is traced', () => {
  it('arrives in Kafka without a trace context, and without a key', async () => {
    const bus = openUsageBus(
      { kind: 'kafka', brokers: [brokers()], topic: `usage-${randomUUID()}` },
      { memory: new MemoryUsageBus(), metrics: countedMetrics().metrics },
    );
    await bus.ensureTopic();
    const arrived = Promise.withResolvers<UsageRecord>();
    const consumer = bus.createConsumer('readers');
    consumer.run(async ({ records: [record] }) => {
      if (record !== undefined) arrived.resolve(record);
    });
    const producer = bus.createProducer();
    const { traceId, injected } = await trace.getTracer('test').startActiveSpan('POST /read', async (span) => {
      producer.record({ kind: 'sign_in', outcome: 'ok' });
      await producer.flush(10_000);
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      span.end();
      return { traceId: span.spanContext().traceId, injected: carrier };
    });
    // Else this test would show nothing.
    expect(injected['traceparent']).toContain(traceId);
    const { headers, value } = await arrived.promise;
    await Promise.all([producer.stop(5_000), consumer.stop()]);
    expect(Object.keys(headers).sort()).toEqual(['ce_id', 'ce_source', 'ce_specversion', 'ce_time', 'ce_type', 'content-type']);
    expect(JSON.stringify(headers) + value.toString('hex')).not.toContain(traceId);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['POST /read']);
  });
});
