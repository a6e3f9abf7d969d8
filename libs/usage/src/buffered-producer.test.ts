import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { BufferedProducer, type BufferLimits } from './buffered-producer.ts';
import { loadEventCodec } from './event-codec.ts';
import type { OutgoingRecord } from './outgoing-record.ts';
import type { Use } from './usage-event.ts';

const USE: Use = { kind: 'message_viewed', outcome: 'ok' };
const codec = loadEventCodec();

function producerInto(
  send: (records: readonly OutgoingRecord[]) => Promise<void>,
  limits: BufferLimits = { events: 100, bytes: 10_000 },
) {
  const counted: Record<string, number> = {};
  const count = (name: string, by: number) => {
    counted[name] = (counted[name] ?? 0) + by;
  };
  const counters = { sent: (by: number) => count('sent', by), dropped: count };
  const now = () => Date.UTC(2026, 5, 1, 10, 59, 59);
  return { counted, producer: new BufferedProducer({ codec, counters, limits, now, send, close: async () => {} }) };
}

describe('a producer of usage events', () => {
  it('drops what does not fit, and counts it', async () => {
    const { producer, counted } = producerInto(async () => {}, { events: 3, bytes: 10_000 });
    for (let i = 0; i < 5; i++) producer.record(USE);
    await producer.stop(1_000);
    expect(counted).toEqual({ sent: 3, full: 2 });
  });

  it('bounds bytes as well as events', async () => {
    const { producer, counted } = producerInto(async () => {}, {
      events: 100,
      bytes: 2 * codec.encode({ ...USE, hour: 494_000 }).length,
    });
    for (let i = 0; i < 5; i++) producer.record(USE);
    await producer.stop(1_000);
    expect(counted).toEqual({ sent: 2, full: 3 });
  });

  it('has room again when the bus took the first ones', async () => {
    const { producer, counted } = producerInto(async () => {}, { events: 2, bytes: 10_000 });
    for (let round = 0; round < 3; round++) {
      producer.record(USE);
      producer.record(USE);
      await producer.flush(1_000);
    }
    await producer.stop(1_000);
    expect(counted).toEqual({ sent: 6 });
  });

  it('does not throw at anything, and counts it as invalid', async () => {
    const { producer, counted } = producerInto(async () => {});
    for (const wrong of [{}, { kind: 'someone@example.org', outcome: 'ok' }, { ...USE, osFamily: 7 }])
      producer.record(wrong as Use);
    await producer.stop(1_000);
    expect(counted).toEqual({ invalid: 3 });
  });

  it('tries again until the bus takes them', async () => {
    let failures = 2;
    const { producer, counted } = producerInto(async () => {
      if (failures-- > 0) throw new Error('away');
    });
    producer.record(USE);
    await producer.flush(10_000);
    await producer.stop(0);
    expect(counted).toEqual({ sent: 1 });
  });

  it('stops in time when the bus is away, and counts what is lost', async () => {
    const { producer, counted } = producerInto(() => new Promise(() => {}));
    producer.record(USE);
    await producer.stop(20);
    producer.record(USE);
    expect(counted).toEqual({ unsent: 2 });
  });

  it('offers a batch again as it was, although more has come', async () => {
    const offered: (readonly OutgoingRecord[])[] = [];
    const { producer, counted } = producerInto(async (records) => {
      offered.push(records);
      if (offered.length === 1) producer.record(USE);
      if (offered.length < 3) throw new Error('away');
    });
    producer.record(USE);
    producer.record(USE);
    await producer.flush(10_000);
    await producer.stop(1_000);
    expect(offered.map(({ length }) => length)).toEqual([2, 2, 2, 1]);
    expect([offered[1], offered[2]]).toEqual([offered[0], offered[0]]);
    expect(counted).toEqual({ sent: 3 });
  });

  it('sends apart from the request in which a use was noticed', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { producer } = producerInto(async () => {
      seen.push(request.getStore());
    });
    await request.run('the trace of a reader', async () => {
      producer.record(USE);
      await producer.flush(1_000);
    });
    expect(seen).toEqual([undefined]);
    await producer.stop(0);
  });

  it('tells the hour, and nothing finer', async () => {
    const sent: OutgoingRecord[] = [];
    const { producer } = producerInto(async (records) => {
      sent.push(...records);
    });
    producer.record(USE);
    await producer.stop(1_000);
    expect(sent[0]?.timestampMs).toBe(Date.UTC(2026, 5, 1, 10));
    expect(sent[0]?.headers['ce_time']).toBe('2026-06-01T10:00:00.000Z');
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual([
      'ce_id',
      'ce_source',
      'ce_specversion',
      'ce_time',
      'ce_type',
      'content-type',
    ]);
  });
});
