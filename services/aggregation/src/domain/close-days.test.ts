import { describe, expect, it } from '@jest/globals';
import type { BusEnds } from '@postern/usage';
import { closeDays } from './close-days.ts';
import { type Day, dayOfTime, endOfDay, isoDay } from './day.ts';
import type { DayStore } from './day-store.ts';

const DAY = dayOfTime(Date.UTC(2026, 10, 24));
const HOUR_MS = 3_600_000;
const CLOSE_AFTER_MS = 6 * HOUR_MS;
const DUE = endOfDay(DAY) + CLOSE_AFTER_MS;

function situation(at: number) {
  const state = { now: at, openFrom: DAY, positions: new Map<number, bigint>(), ends: endsOf([0n, 0n]), closed: [] as Day[] };
  const unused = async (): Promise<never> => {
    throw new Error('not used');
  };
  const store: DayStore = {
    openFrom: async () => state.openFrom,
    positions: async () => state.positions,
    close: async (day) => {
      state.closed.push(day);
      state.openFrom = day + 1;
    },
    unpublished: unused,
    hasPublished: unused,
    publish: unused,
    publishDemonstration: unused,
    publishLive: unused,
  };
  const close = closeDays({ store, ends: async () => state.ends, now: () => state.now, closeAfterMs: CLOSE_AFTER_MS });
  return { state, close };
}

/** Of one partition for each pair. */
function endsOf(...partitions: readonly (readonly [first: bigint, next: bigint])[]): BusEnds {
  return { topic: 'usage', partitions: partitions.map(([first, next], partition) => ({ partition, first, next })) };
}

describe('closing a day', () => {
  it('waits until it has been over for long enough', async () => {
    const { state, close } = situation(DUE - 1);
    await close();
    expect(state.closed).toEqual([]);
    state.now = DUE;
    await close();
    expect(state.closed.map(isoDay)).toEqual(['2026-11-24']);
  });

  it('waits for what was on the bus when it was due, in every partition, and not for what came after', async () => {
    const { state, close } = situation(DUE);
    state.ends = endsOf([0n, 10n], [0n, 20n]);
    state.positions.set(0, 10n).set(1, 19n);
    await close();
    expect(state.closed).toEqual([]);
    state.ends = endsOf([0n, 30n], [0n, 40n]);
    state.positions.set(1, 20n);
    await close();
    expect(state.closed).toEqual([DAY]);
  });

  it('takes a partition that nothing was read of for read when there is nothing in it', async () => {
    const { state, close } = situation(DUE);
    state.ends = endsOf([0n, 0n], [0n, 5n]);
    await close();
    expect(state.closed).toEqual([]);
    state.positions.set(1, 5n);
    await close();
    expect(state.closed).toEqual([DAY]);
  });

  it('does not wait for records that the bus has forgotten', async () => {
    const { state, close } = situation(DUE);
    state.ends = endsOf([0n, 10n]);
    await close();
    expect(state.closed).toEqual([]);
    state.ends = endsOf([10n, 12n]);
    await close();
    expect(state.closed).toEqual([DAY]);
  });

  it('is put off while the bus is away', async () => {
    const { state } = situation(DUE);
    const away = closeDays({
      store: situation(DUE).state as never,
      ends: () => Promise.reject(new Error('away')),
      now: () => DUE,
      closeAfterMs: CLOSE_AFTER_MS,
    });
    await expect(away()).rejects.toThrow();
    expect(state.closed).toEqual([]);
  });

  it('catches up day by day, also with days without a use', async () => {
    const { state, close } = situation(DUE + 48 * HOUR_MS);
    await close();
    expect(state.closed).toEqual([DAY, DAY + 1, DAY + 2]);
  });
});
