import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import { freshDatabase } from './fresh-database.ts';
import { end, kafkaTopic, numberIn, startCounting, until } from './processes.ts';

jest.setTimeout(180_000);

const PARTITIONS = 4;
const children: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
});

describe('several instances that share the partitions', () => {
  it('count each use once while uses come in and instances join, leave and are killed', async () => {
    const database = await freshDatabase();
    const store = openUsageStore(database);
    await store.count(0, 1); // makes the tables
    await store.close();
    const topic = await kafkaTopic(`usage-${randomUUID()}`, PARTITIONS);
    const group = randomUUID();
    const start = () => {
      const child = startCounting({ database: database.href, bus: topic.address, group });
      children.push(child);
      return child;
    };
    const counted = () => numberIn(database, 'SELECT sum(uses) FROM usage_hourly');
    const stream = streamOfUses(topic.bus);
    /** Until another thousand uses are counted, whoever does it. */
    const goesOn = async () => {
      const before = await counted();
      await until(async () => (await counted()) > before + 1_000);
    };

    const first = start();
    await goesOn();
    const second = start();
    await goesOn();
    await end(first, 'SIGTERM');
    await goesOn();
    start();
    await goesOn();
    await end(second, 'SIGKILL');
    await goesOn();

    const recorded = await stream.stop();
    await until(async () => (await numberIn(database, 'SELECT sum(next_offset) FROM usage_position')) === recorded);
    expect(await counted()).toBe(recorded);
    expect(await numberIn(database, 'SELECT count(*) FROM usage_position')).toBe(PARTITIONS);
    await topic.close();
  });
});

/** Uses that come in until it is stopped, about two thousand a second. */
function streamOfUses(bus: Awaited<ReturnType<typeof kafkaTopic>>['bus']) {
  const producer = bus.createProducer();
  const stopping = new AbortController();
  let recorded = 0;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      for (let index = 0; index < 100; index++) producer.record({ kind: 'message_viewed', outcome: 'ok' });
      recorded += 100;
      await producer.flush(30_000);
      await delay(50, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    stop: async (): Promise<number> => {
      stopping.abort();
      await running;
      await producer.stop(30_000);
      return recorded;
    },
  };
}
