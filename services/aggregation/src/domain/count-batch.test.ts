import { describe, expect, it } from '@jest/globals';
import { hourOf, loadEventCodec, outgoingRecord, type UsageRecord } from '@postern/usage';
import { countBatch, type HandledRecords } from './count-batch.ts';
import type { Advance, UsageStore } from './usage-store.ts';

const NOW = Date.UTC(2026, 5, 1, 10, 30);
const codec = loadEventCodec();
const event = (offset: number, hour = hourOf(NOW)): UsageRecord => ({
  offset: BigInt(offset),
  ...outgoingRecord(codec.encode({ kind: 'sign_in', outcome: 'ok', hour }), hour),
});
const poison = (offset: number): UsageRecord => ({
  offset: BigInt(offset),
  value: Buffer.from('someone@example.org'),
  headers: {},
});

async function advanced(records: readonly UsageRecord[], nextOffset: bigint, now = NOW, openFrom = 0) {
  const seen: { advance?: Advance; handled?: HandledRecords } = {};
  const store: UsageStore = {
    advance: async (_source, decide) => {
      seen.advance = decide(nextOffset, openFrom);
    },
    count: async () => [],
    close: async () => {},
  };
  const handled = (records: HandledRecords) => {
    seen.handled = records;
  };
  await countBatch({ store, codec, now: () => now, handled })({ topic: 't', partition: 0, records });
  return seen;
}

describe('counting a batch', () => {
  it('counts every record that was not counted before, and moves on behind the last', async () => {
    const { advance, handled } = await advanced([event(4), event(5), event(9)], 5n);
    expect(advance?.cells.map(({ uses }) => uses)).toEqual([2]);
    expect(advance?.nextOffset).toBe(10n);
    expect(handled).toEqual({ counted: 2, repeated: 1, dead: 0, codes: [], late: 0 });
  });

  it('does not move back for a batch that is all known', async () => {
    const { advance } = await advanced([event(1), event(2)], 7n);
    expect(advance).toEqual({ cells: [], late: [], deadLetters: [], nextOffset: 7n });
  });

  it('keeps of a record that is no event its offset and why, and nothing it says', async () => {
    const { advance, handled } = await advanced([poison(0), event(1)], 0n);
    expect(advance?.deadLetters).toEqual([{ offset: 0n, code: 'usage.event_invalid' }]);
    expect(handled).toEqual({ counted: 1, repeated: 0, dead: 1, codes: ['usage.event_invalid'], late: 0 });
  });

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is text', Buffer.from('someone@example.org')],
    ['is as large as Kafka lets it be', Buffer.alloc(1 << 20, 8)],
    ['is an event cut off', Buffer.from([8, 1, 16])],
  ])('goes on behind a record that %s, however often it comes', async (_what, value) => {
    const bad = [0, 1, 2].map((offset) => ({ ...event(offset), value }));
    const { advance, handled } = await advanced([...bad, event(3)], 0n);
    expect(advance?.cells.map(({ uses }) => uses)).toEqual([1]);
    expect(advance?.deadLetters.map(({ offset }) => offset)).toEqual([0n, 1n, 2n]);
    expect([advance?.nextOffset, handled?.dead]).toEqual([4n, 3]);
  });

  it('tells an event of a version to come, and one of an hour to come, from one that is none', async () => {
    const newer = { ...event(0), headers: { ce_type: 'postern.usage.v2.UsageEvent' } };
    const { advance } = await advanced([newer, event(1, hourOf(NOW) + 2), poison(2)], 0n);
    expect(advance?.deadLetters.map(({ code }) => code)).toEqual([
      'usage.version_unknown',
      'usage.hour_refused',
      'usage.event_invalid',
    ]);
  });

  it('believes a clock that is a few minutes ahead, and no more', async () => {
    const nextHour = hourOf(NOW) + 1;
    const minutesBefore = (minutes: number) => nextHour * 3_600_000 - minutes * 60_000;
    expect((await advanced([event(0, nextHour)], 0n, minutesBefore(4))).handled?.counted).toBe(1);
    expect((await advanced([event(0, nextHour)], 0n, minutesBefore(6))).handled?.dead).toBe(1);
  });

  it('counts what comes for a closed day as late, and moves on', async () => {
    const midnight = hourOf(Date.UTC(2026, 5, 1));
    const { advance, handled } = await advanced([event(0, midnight - 1), event(1, midnight)], 0n, NOW, midnight / 24);
    expect(advance?.cells.map(({ hour }) => hour)).toEqual([midnight]);
    expect(advance?.late).toEqual([{ day: midnight / 24 - 1, uses: 1 }]);
    expect(advance?.nextOffset).toBe(2n);
    expect(handled).toEqual({ counted: 1, repeated: 0, dead: 0, codes: [], late: 1 });
  });
});
