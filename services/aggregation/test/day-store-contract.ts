import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { UsageEvent } from '@postern/usage';
import { type PublishedReader, publishedReader } from '../src/adapters/published-reader.ts';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';
import { SqlDayStore } from '../src/adapters/sql-day-store.ts';
import { SqlHousekeepingStore } from '../src/adapters/sql-housekeeping-store.ts';
import { SqlUsageStore } from '../src/adapters/sql-usage-store.ts';
import { toCells } from '../src/domain/cell.ts';
import { type Day, dayOfTime, hoursOf, isoDay } from '../src/domain/day.ts';
import { DIMENSIONS } from '../src/domain/dimensions.ts';
import { publishKind } from '../src/domain/publish-kind.ts';

const FACTS = { k: 10, epsilon: undefined, publishedAt: Date.UTC(2026, 10, 24) };

/** What every database does with days. `open` gives one with nothing in it. */
export function dayStoreContract(open: () => Promise<SqlDatabase>): void {
  let database: SqlDatabase;
  let reader: PublishedReader;
  let store: SqlDayStore;
  let counts: SqlUsageStore;
  beforeAll(async () => {
    database = await open();
    reader = publishedReader(database);
    store = new SqlDayStore(database);
    counts = new SqlUsageStore(database);
  });
  afterAll(async () => {
    await database.close();
  });

  const openDay = () => store.openFrom();
  const publish = (day: Day) => store.publish(day, FACTS, publishKind(undefined));
  const source = () => ({ topic: randomUUID(), partition: 0 });
  const use = (day: Day, event: Partial<UsageEvent> = {}): UsageEvent => ({
    kind: 'message_viewed',
    outcome: 'ok',
    hour: hoursOf(day)[0] + 3,
    ...event,
  });
  const count = (events: readonly UsageEvent[]) =>
    counts.advance(source(), () => ({ cells: toCells(events), late: [], deadLetters: [], nextOffset: 1n }));
  const usesOf = (day: Day) =>
    reader.query((db) =>
      db.selectFrom('published.cell').select(['kind', 'outcome', 'uses']).where('day', '=', isoDay(day)).orderBy('outcome'),
    );

  it('counts from the day on which the tables were made', async () => {
    expect(await openDay()).toBe(dayOfTime(Date.now()));
  });

  it('publishes a closed day: who had k uses is told, who had not is folded, all are in', async () => {
    const day = await openDay();
    const events = [...Array(25).fill(use(day)), ...Array(4).fill(use(day, { outcome: 'failed' }))];
    await count([...events, use(day + 1), ...Array(9).fill(use(day, { kind: 'sign_in' }))]);
    await store.close(day, Date.now());
    expect(await store.unpublished()).toEqual([day]);
    expect(await publish(day)).toBe(true);
    expect(await usesOf(day)).toEqual([
      { kind: 'message_viewed', outcome: 'folded', uses: '10' },
      { kind: 'message_viewed', outcome: 'ok', uses: '19' },
    ]);
    expect(await store.unpublished()).toEqual([]);
  });

  it('adds up the hours of a day, and no other', async () => {
    const day = await openDay();
    const [from, until] = hoursOf(day);
    const hours = [from, from, until - 1, until, from + 7];
    await count(hours.flatMap((hour) => Array(5).fill(use(day, { hour }))));
    await store.close(day, Date.now());
    await publish(day);
    expect(await usesOf(day)).toEqual([{ kind: 'message_viewed', outcome: 'ok', uses: '21' }]);
  });

  it('publishes a day without uses too', async () => {
    const day = (await openDay()) + 1;
    await store.close(day - 1, Date.now());
    await store.close(day, Date.now());
    await publish(day - 1);
    expect(await publish(day)).toBe(true);
    const days = await reader.query((db) => db.selectFrom('published.day').selectAll().where('day', '=', isoDay(day)));
    expect(days).toEqual([{ day: isoDay(day), k: 10, epsilon: null, published_at: new Date(FACTS.publishedAt), demo: false }]);
    expect(await usesOf(day)).toEqual([]);
  });

  it('publishes once, however many try', async () => {
    const day = await openDay();
    await count(Array(30).fill(use(day)));
    await store.close(day, Date.now());
    const published = await Promise.all(Array.from({ length: 4 }, () => publish(day)));
    expect(published.filter(Boolean)).toHaveLength(1);
    expect(await usesOf(day)).toEqual([{ kind: 'message_viewed', outcome: 'ok', uses: '30' }]);
  });

  it('publishes all of a day or nothing of it', async () => {
    const day = await openDay();
    await count([...Array(30).fill(use(day)), ...Array(30).fill(use(day, { kind: 'sign_in' }))]);
    await store.close(day, Date.now());
    let kinds = 0;
    const dies = store.publish(day, FACTS, (cells) => {
      kinds += 1;
      if (kinds > 5) throw new Error('killed');
      return publishKind(undefined)(cells);
    });
    await expect(dies).rejects.toThrow('killed');
    expect(await usesOf(day)).toEqual([]);
    expect(await store.unpublished()).toEqual([day]);
    expect(await publish(day)).toBe(true);
    expect(await usesOf(day)).toHaveLength(2);
  });

  it('publishes no day that is open', async () => {
    await expect(publish(await openDay())).rejects.toThrow('the day is open');
  });

  it('closes days in their order, each once', async () => {
    const day = await openDay();
    await expect(store.close(day + 1, Date.now())).rejects.toThrow('an earlier day is open');
    await Promise.all(Array.from({ length: 3 }, () => store.close(day, Date.now())));
    expect(await openDay()).toBe(day + 1);
    await publish(day);
  });

  it('tells who counts from which day on it may', async () => {
    const told: Day[] = [];
    await counts.advance(source(), (nextOffset, openFrom) => {
      told.push(openFrom);
      return { cells: [], late: [{ day: openFrom - 1, uses: 3 }], deadLetters: [], nextOffset };
    });
    await counts.advance(source(), (nextOffset, openFrom) => {
      return { cells: [], late: [{ day: openFrom - 1, uses: 4 }], deadLetters: [], nextOffset };
    });
    expect(told).toEqual([await openDay()]);
    const late = await database.use((db) => db.selectFrom('usage_late').selectAll().execute());
    expect(late).toEqual([{ day: isoDay((await openDay()) - 1), uses: '7' }]);
  });

  it('has every use in what is published or among the late, whenever the day is closed', async () => {
    const day = await openDay();
    const inTime: number[] = [];
    const counting = Array.from({ length: 40 }, async (_unused, index) => {
      if (index === 20) await store.close(day, Date.now());
      await counts.advance(source(), (_nextOffset, openFrom) => {
        const isLate = day < openFrom;
        if (!isLate) inTime.push(index);
        return { cells: isLate ? [] : toCells([use(day)]), late: [], deadLetters: [], nextOffset: 1n };
      });
    });
    await Promise.all(counting);
    await publish(day);
    const expected = inTime.length < 10 ? [] : [{ kind: 'message_viewed', outcome: 'ok', uses: String(inTime.length) }];
    expect(await usesOf(day)).toEqual(expected);
  });

  it('marks what was made up, and leaves alone what is published', async () => {
    const day = (await openDay()) - 100;
    const made = [{ kind: 'sign_in' as const, cells: [{ values: DIMENSIONS.map(() => null), uses: 12 }] }];
    expect(await store.publishDemonstration(day, FACTS, made, publishKind(undefined))).toBe(true);
    expect(await store.publishDemonstration(day, FACTS, made, publishKind(undefined))).toBe(false);
    const demo = await reader.query((db) => db.selectFrom('published.day').select('day').where('demo', '=', true));
    expect(demo).toEqual([{ day: isoDay(day) }]);
    expect(await usesOf(day)).toEqual([{ kind: 'sign_in', outcome: null, uses: '12' }]);
  });

  it('replaces what is told of today', async () => {
    const day = await openDay();
    await store.publishLive(day, 3_600_000, [{ kind: 'sign_in', atLeast: 50 }]);
    await store.publishLive(day, 7_200_000, [{ kind: 'sign_in', atLeast: 1_000_000_000 }]);
    const live = await reader.query((db) => db.selectFrom('published.live').selectAll());
    expect(live).toEqual([{ kind: 'sign_in', day: isoDay(day), until: new Date(7_200_000), at_least: '1000000000' }]);
  });

  it('forgets the counts of days that were published long enough ago, and no others', async () => {
    const day = await openDay();
    await count(Array(30).fill(use(day)));
    await count(Array(30).fill(use(day + 1)));
    await store.close(day, Date.now());
    const housekeeping = new SqlHousekeepingStore(database);
    const hours = async () => {
      const { rows } = await database.use(async (db) => ({
        rows: await db.selectFrom('usage_hourly').select('hour').distinct().where('hour', '>=', hoursOf(day)[0]).execute(),
      }));
      return rows.length;
    };
    await housekeeping.forget({ before: Date.now() + 1_000, topic: 'usage' });
    expect(await hours()).toBe(2);
    await publish(day);
    await housekeeping.forget({ before: FACTS.publishedAt, topic: 'usage' });
    expect(await hours()).toBe(2);
    await housekeeping.forget({ before: FACTS.publishedAt + 1, topic: 'usage' });
    expect(await hours()).toBe(1);
  });

  it('forgets positions in topics that nobody uses, and old dead records', async () => {
    const [used, unused] = [source(), source()];
    const dead = [{ offset: 0n, code: 'usage.event_invalid' as const }];
    for (const where of [used, unused])
      await counts.advance(where, () => ({ cells: [], late: [], deadLetters: dead, nextOffset: 1n }));
    await new SqlHousekeepingStore(database).forget({ before: Date.now() + 60_000, topic: used.topic });
    expect(await store.positions(used.topic)).toEqual(new Map([[0, 1n]]));
    expect(await store.positions(unused.topic)).toEqual(new Map());
    expect(await database.use((db) => db.selectFrom('usage_dead_letter').selectAll().execute())).toEqual([]);
  });

  it('tells of dead records at least once, each again until it was heard', async () => {
    const where = source();
    const housekeeping = new SqlHousekeepingStore(database);
    const dead = [3n, 9_007_199_254_740_993n].map((offset) => ({ offset, code: 'usage.event_invalid' as const }));
    await counts.advance(where, () => ({ cells: [], late: [], deadLetters: dead, nextOffset: 1n }));
    await expect(housekeeping.announceDeadRecords(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    const told: unknown[] = [];
    const tell = async (records: readonly unknown[]) => void told.push(...records);
    await housekeeping.announceDeadRecords(tell);
    await housekeeping.announceDeadRecords(tell);
    expect(told).toEqual(dead.map((letter) => ({ ...where, ...letter })));
  });
}
