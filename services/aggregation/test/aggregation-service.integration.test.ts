import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { createGate } from '@postern/dev-services';
import { createEventLog, Metrics, type Platform } from '@postern/runtime';
import { MemoryUsageBus, openUsageBus, parseUsageBusAddress, type UsageBusAddress } from '@postern/usage';
import { type AggregationConfig, aggregationModule } from '../src/index.ts';
import { freshDatabase, fromEnvironment } from './fresh-database.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

async function platform(): Promise<{ platform: Platform; port: () => number }> {
  const lines: { event: string; port?: number }[] = [];
  const log = createEventLog({
    service: 'aggregation',
    level: 'info',
    destination: { write: (line: string) => void lines.push(JSON.parse(line)) },
  });
  const authority = await createAuthority(3_600_000);
  const tls = await authority.issue('aggregation', 3_600_000);
  return {
    platform: { log, metrics: new Metrics(), tls, memoryUsageBus: new MemoryUsageBus() },
    port: () => lines.find(({ event }) => event === 'http.listening')?.port ?? 0,
  };
}

const PUBLISHING = { closeAfterMs: 6 * 3_600_000, retainMs: 7 * 86_400_000, epsilon: undefined };

async function runService(config: Pick<AggregationConfig, 'usageBus' | 'database'>) {
  const made = await platform();
  const settings = {
    listen: { host: '127.0.0.1', port: 0 },
    readerDatabase: undefined,
    demoDays: 0,
    publishing: PUBLISHING,
    access: { kind: 'this_machine' },
    senderNames: new Map(),
  } as const;
  const service = await aggregationModule.create({ ...settings, ...config }, made.platform);
  await service.start();
  const url = `http://127.0.0.1:${made.port()}`;
  return { url, memory: made.platform.memoryUsageBus, metrics: made.platform.metrics, stop: () => service.stop(5_000) };
}

async function record(address: UsageBusAddress, memory: MemoryUsageBus, count: number): Promise<void> {
  const producer = openUsageBus(address, { memory, metrics: new Metrics() }).createProducer();
  for (let i = 0; i < count; i++) producer.record({ kind: 'message_viewed', outcome: 'ok' });
  await producer.stop(10_000);
}

/** Nothing exact leaves the service about today, so a test asks how many records it has counted. */
async function untilCounted({ metrics }: { readonly metrics: Metrics }, expected: number): Promise<void> {
  const counted = `postern_aggregation_records_total{outcome="counted"} ${expected}\n`;
  while (!(await metrics.render()).text.includes(counted)) await delay(50);
}

function kafka(): UsageBusAddress {
  const address = parseUsageBusAddress(`kafka://${fromEnvironment('TEST_KAFKA_BROKERS')}/usage-${randomUUID()}`);
  if (address === undefined) throw new Error('not a usage bus');
  return address;
}

describe('aggregation', () => {
  it('counts in one process, with nothing but itself', async () => {
    const service = await runService({ usageBus: { kind: 'memory' }, database: new URL('pglite:') });
    await record({ kind: 'memory' }, service.memory, 9);
    await record({ kind: 'memory' }, service.memory, 3);
    await untilCounted(service, 12);
    const page = await (await fetch(service.url)).text();
    expect(page).toContain('No day is published yet');
    expect(page).toContain('<th scope="row">Messages read</th><td>not yet 50</td>');
    await service.stop();
  });

  it('starts without PostgreSQL, says so, and catches up when it is there', async () => {
    const database = await freshDatabase();
    const gate = await createGate(Number(database.port));
    database.port = String(gate.port);
    const usageBus = kafka();
    const service = await runService({ usageBus, database });
    await record(usageBus, service.memory, 20);
    expect((await fetch(service.url)).status).toBe(503);
    await gate.open();
    await untilCounted(service, 20);

    await gate.shut();
    await record(usageBus, service.memory, 20);
    expect((await fetch(service.url)).status).toBe(503);
    await gate.open();
    await untilCounted(service, 40);
    await service.stop();
    await gate.shut();
  });

  it('leaves out what is not an event, and goes on', async () => {
    const service = await runService({ usageBus: { kind: 'memory' }, database: await freshDatabase() });
    service.memory.append([{ value: Buffer.from('someone@example.org'), headers: {}, timestampMs: 0 }]);
    await record({ kind: 'memory' }, service.memory, 10);
    await untilCounted(service, 10);
    const { text } = await service.metrics.render();
    expect(text).toContain('postern_aggregation_records_total{outcome="dead"} 1');
    expect(text).toContain('postern_aggregation_records_total{outcome="counted"} 10');
    await service.stop();
  });
});
