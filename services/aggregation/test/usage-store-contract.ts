import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { UsageEvent } from '@postern/usage';
import { toCells } from '../src/domain/cell.ts';
import type { Advance, UsageStore } from '../src/domain/usage-store.ts';

const HOUR = 494_000;
const VIEWED: UsageEvent = { kind: 'message_viewed', outcome: 'ok', hour: HOUR };
const REFUSED: UsageEvent = { kind: 'sign_in', outcome: 'refused', signInMethod: 'passcode', errorCode: 'otp_wrong', hour: HOUR };

/** What every store does. `open` gives one with nothing in it. */
export function usageStoreContract(open: () => Promise<UsageStore>): void {
  let store: UsageStore;
  let hour = HOUR;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(async () => {
    await store.close();
  });

  /** Each test counts in an hour of its own. */
  const at = (event: UsageEvent): UsageEvent => ({ ...event, hour });
  const source = () => ({ topic: randomUUID(), partition: 0 });
  const add = (events: readonly UsageEvent[], nextOffset: bigint): Advance => ({
    cells: toCells(events),
    deadLetters: [],
    late: [],
    nextOffset,
  });
  const counted = async () => (await store.count(hour, hour + 1)).map(({ kind, uses }) => [kind, uses]).sort();
  const positionOf = async (where: { topic: string; partition: number }): Promise<bigint> => {
    const asked = Promise.withResolvers<bigint>();
    await store.advance(where, (nextOffset) => {
      asked.resolve(nextOffset);
      return add([], nextOffset);
    });
    return asked.promise;
  };

  it('begins at offset 0 with nothing counted', async () => {
    hour += 1;
    expect(await positionOf(source())).toBe(0n);
    expect(await store.count(hour, hour + 1)).toEqual([]);
  });

  it('adds to what is counted, and remembers where it is', async () => {
    hour += 1;
    const where = source();
    await store.advance(where, () => add([at(VIEWED), at(VIEWED), at(REFUSED)], 3n));
    await store.advance(where, () => add([at(VIEWED)], 4n));
    expect(await counted()).toEqual([
      ['message_viewed', 3],
      ['sign_in', 1],
    ]);
    expect(await positionOf(where)).toBe(4n);
  });

  it('keeps offsets beyond what a double can hold', async () => {
    const where = source();
    await store.advance(where, () => add([], 9_007_199_254_740_993n));
    expect(await positionOf(where)).toBe(9_007_199_254_740_993n);
  });

  it('keeps partitions apart', async () => {
    const where = source();
    await store.advance(where, () => add([], 5n));
    expect(await positionOf({ ...where, partition: 1 })).toBe(0n);
  });

  it('adds all or nothing', async () => {
    hour += 1;
    const where = source();
    const broken = { ...add([at(VIEWED)], 1n), deadLetters: [{ offset: 0n, code: 'usage.event_invalid' as const }] };
    await store.advance(where, () => broken);
    // The same dead letter again violates its key, after the cells were added.
    await expect(store.advance(where, () => broken)).rejects.toThrow();
    await expect(
      store.advance(where, () => {
        throw new Error('no decision');
      }),
    ).rejects.toThrow('no decision');
    expect(await counted()).toEqual([['message_viewed', 1]]);
    expect(await positionOf(where)).toBe(1n);
  });

  it('lets one at a time advance a source, each from where the other ended', async () => {
    hour += 1;
    const where = source();
    await Promise.all(
      Array.from({ length: 20 }, () => store.advance(where, (nextOffset) => add([at(VIEWED), at(REFUSED)], nextOffset + 1n))),
    );
    expect(await positionOf(where)).toBe(20n);
    expect(await counted()).toEqual([
      ['message_viewed', 20],
      ['sign_in', 20],
    ]);
  });

  it('lets several sources add to the same cells at once', async () => {
    hour += 1;
    await Promise.all(
      Array.from({ length: 8 }, (_unused, index) => {
        const events = [at(VIEWED), at(REFUSED)];
        return store.advance(source(), () => add(index % 2 === 0 ? events : events.reverse(), 1n));
      }),
    );
    expect(await counted()).toEqual([
      ['message_viewed', 8],
      ['sign_in', 8],
    ]);
  });

  it('shows nothing of a batch before it is complete', async () => {
    hour += 1;
    const advancing = store.advance(source(), () => add([at(VIEWED), at(REFUSED)], 2n));
    const seen = await counted();
    await advancing;
    expect([0, 2]).toContain(seen.length);
    expect(await counted()).toHaveLength(2);
  });

  it('counts the hours that were asked for, and each of them', async () => {
    hour += 3;
    const events = [hour - 1, hour, hour, hour + 1, hour + 2].map((each) => ({ ...VIEWED, hour: each }));
    await store.advance(source(), () => add(events, 5n));
    const usesIn = async (from: number, until: number) =>
      (await store.count(from, until)).reduce((sum, { uses }) => sum + uses, 0);
    expect(await usesIn(hour, hour + 2)).toBe(3);
    expect([await usesIn(hour, hour + 1), await usesIn(hour + 1, hour + 2)]).toEqual([2, 1]);
    hour += 2;
  });
}
