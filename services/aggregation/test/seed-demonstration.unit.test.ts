import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../src/adapters/open-database.ts';
import { publishedReader } from '../src/adapters/published-reader.ts';
import { SqlDayStore } from '../src/adapters/sql-day-store.ts';
import { seedDemonstration } from '../src/demonstration/seed-demonstration.ts';
import { seeded } from './seeded.ts';

jest.setTimeout(120_000);

const NOW = Date.UTC(2026, 10, 24, 10);

describe('a demonstration', () => {
  const database = openDatabase(new URL('pglite:'));
  const store = new SqlDayStore(database);
  const reader = publishedReader(database);
  const randomInt = seeded(11);
  const seed = (days: number, force = false) =>
    seedDemonstration(store, { days, force, now: NOW, random: () => randomInt(2 ** 31) / 2 ** 31 });
  beforeAll(async () => {
    expect(await seed(9)).toBe(9);
  });
  afterAll(async () => {
    await database.close();
  });

  const daily = (kind: string) =>
    reader.read((db) =>
      sql<{ day: string; uses: string }>`SELECT day, uses FROM published.uses_daily WHERE kind = ${kind} ORDER BY day`.execute(
        db,
      ),
    );

  it('is of the days up to yesterday, and says that they are made up', async () => {
    const days = await reader.query((db) => db.selectFrom('published.day').select(['day', 'demo']).orderBy('day'));
    expect(days).toHaveLength(9);
    expect([days[0], days.at(-1)]).toEqual([
      { day: '2026-11-15', demo: true },
      { day: '2026-11-23', demo: true },
    ]);
  });

  it('has the shape of a week, and fewer readers than openers', async () => {
    const [opened, viewed] = [await daily('message_opened'), await daily('message_viewed')];
    const [sunday = 0, monday = 0] = opened.rows.map(({ uses }) => Number(uses));
    expect(monday).toBeGreaterThan(2 * sunday);
    for (const [index, { uses }] of viewed.rows.entries()) expect(Number(uses)).toBeLessThan(Number(opened.rows[index]?.uses));
  });

  it('went through the same rules: no cell has fewer than k uses', async () => {
    const least = await reader.query((db) => db.selectFrom('published.cell').select(({ fn }) => fn.min('uses').as('least')));
    expect(Number(least[0]?.least)).toBeGreaterThanOrEqual(10);
  });

  it('is made into an empty database only, unless that is wanted, and changes no day that is there', async () => {
    const before = await daily('sign_in');
    expect(await seed(12)).toBeUndefined();
    expect(await seed(12, true)).toBe(3);
    expect((await daily('sign_in')).rows.slice(3)).toEqual(before.rows);
  });
});
