import { expect, it } from '@jest/globals';
import {
  type CounterSource,
  loadEventCodec,
  type UsageBatch,
  type UsageBus,
  type UsageConsumer,
  type Use,
} from '../src/index.ts';

const codec = loadEventCodec();
const USES: readonly Use[] = [
  { kind: 'message_opened', outcome: 'ok', size: 'under_1_mb' },
  { kind: 'passcode_mailed', outcome: 'failed', errorCode: 'otp_unavailable' },
  { kind: 'sign_in', outcome: 'ok', signInMethod: 'passcode' },
];

export function countedMetrics(): { readonly metrics: CounterSource; readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  const metrics: CounterSource = {
    counter: ({ name }) => ({
      inc: (labels, count) => {
        const key = [name, ...Object.values(labels)].join(' ');
        counts.set(key, (counts.get(key) ?? 0) + count);
      },
    }),
  };
  return { metrics, counts };
}

/** What every bus does. `open` gives a bus with an empty log. */
export function usageBusContract(open: () => Promise<UsageBus>): void {
  it('hands over what was recorded, with offsets that grow', async () => {
    const bus = await open();
    await recordAll(bus);
    const batches = await collect(bus.createConsumer('readers'), USES.length);
    expect(kindsOf(batches)).toEqual(USES.map(({ kind }) => kind).sort());
    for (const { records } of batches) {
      const offsets = records.map(({ offset }) => offset);
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => Number(a - b)));
    }
  });

  it('hands over the same batch again when it was not safe', async () => {
    const bus = await open();
    await recordAll(bus);
    let failures = 1;
    const batches = await collect(bus.createConsumer('readers'), USES.length, async () => {
      if (failures-- > 0) throw new Error('the database is away');
    });
    expect(kindsOf(batches)).toEqual(USES.map(({ kind }) => kind).sort());
  });

  it('goes on where the group stopped', async () => {
    const bus = await open();
    await recordAll(bus);
    await collect(bus.createConsumer('readers'), USES.length);
    const producer = bus.createProducer();
    producer.record({ kind: 'message_viewed', outcome: 'ok' });
    await producer.stop(10_000);
    expect(kindsOf(await collect(bus.createConsumer('readers'), 1))).toEqual(['message_viewed']);
  });

  it('gives another group everything', async () => {
    const bus = await open();
    await recordAll(bus);
    await collect(bus.createConsumer('readers'), USES.length);
    expect(kindsOf(await collect(bus.createConsumer('others'), USES.length))).toHaveLength(USES.length);
  });

  it('knows its ends: nothing at first, and then what was recorded', async () => {
    const bus = await open();
    const sizes = async () => (await bus.ends()).partitions.map(({ first, next }) => next - first);
    const sum = (numbers: readonly bigint[]) => numbers.reduce((total, each) => total + each, 0n);
    expect(sum(await sizes())).toBe(0n);
    await recordAll(bus);
    expect(sum(await sizes())).toBe(BigInt(USES.length));
  });

  it('marks records as CloudEvents, and with nothing that could tell one visitor from another', async () => {
    const bus = await open();
    await recordAll(bus);
    const batches = await collect(bus.createConsumer('readers'), USES.length);
    for (const { headers } of batches.flatMap(({ records }) => records)) {
      expect(headers).toEqual({
        'content-type': 'application/protobuf',
        ce_specversion: '1.0',
        ce_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ce_source: 'urn:postern',
        ce_type: 'postern.usage.v1.UsageEvent',
        ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/),
      });
    }
  });

  it('stops without ever having had a record', async () => {
    const bus = await open();
    const consumer = bus.createConsumer('readers');
    consumer.run(async () => {});
    await consumer.stop();
    await bus.createProducer().stop(1_000);
  });
}

async function recordAll(bus: UsageBus): Promise<void> {
  const producer = bus.createProducer();
  for (const use of USES) producer.record(use);
  await producer.stop(10_000);
}

/** Runs the consumer until it has handed over so many records, and stops it. */
async function collect(
  consumer: UsageConsumer,
  count: number,
  before: (batch: UsageBatch) => Promise<void> = async () => {},
): Promise<UsageBatch[]> {
  const batches: UsageBatch[] = [];
  const done = Promise.withResolvers<void>();
  consumer.run(async (batch) => {
    await before(batch);
    batches.push(batch);
    if (batches.reduce((sum, { records }) => sum + records.length, 0) >= count) done.resolve();
  });
  await done.promise;
  await consumer.stop();
  return batches;
}

function kindsOf(batches: readonly UsageBatch[]): string[] {
  const thisHour = Math.floor(Date.now() / 3_600_000);
  return batches
    .flatMap(({ records }) => records)
    .map(({ value }) => codec.decode(value, thisHour).kind)
    .sort();
}
