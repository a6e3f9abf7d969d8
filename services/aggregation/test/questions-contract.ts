import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { USAGE_FIELDS } from '@postern/usage';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type PublishedReader, publishedReader } from '../src/adapters/published-reader.ts';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';
import type { Answer } from '../src/query/answer.ts';
import { ask } from '../src/query/ask.ts';
import { addDays, countDays } from '../src/query/days.ts';
import { CELL_DIMENSIONS, type CellDimension, TIME_DIMENSIONS, valuesOf } from '../src/query/dimensions.ts';
import { estimatePercentile } from '../src/query/percentile.ts';
import { DEFAULT_ROWS, type Filter, MAX_ROWS, type Query } from '../src/query/query.ts';
import { plainUses } from './plain-answer.ts';
import { insertDays, type MadeUpCell, madeUpDays } from './published-days.ts';

const NEWEST = '2026-11-23';
const DAYS = 100;
/** Not published: the counting was broken. */
const MISSING = '2026-11-05';

const filter: fc.Arbitrary<Filter> = fc.constantFrom<CellDimension>(...CELL_DIMENSIONS).chain((dimension) =>
  fc.record({
    operator: fc.constantFrom('is' as const, 'is_not' as const),
    dimension: fc.constant(dimension),
    values: fc.uniqueArray(fc.constantFrom(...(valuesOf(dimension) ?? ['1', '2', '3', '7', 'folded', 'none'])), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
);
const range = fc
  .tuple(fc.nat({ max: DAYS + 20 }), fc.nat({ max: DAYS }))
  .map(([back, length]) => ({ from: addDays(NEWEST, -back), to: addDays(NEWEST, length - back) }));
const dimensions = fc
  .tuple(fc.option(fc.constantFrom(...TIME_DIMENSIONS)), fc.uniqueArray(fc.constantFrom(...CELL_DIMENSIONS), { maxLength: 2 }))
  .map(([time, others]) => (time === null ? others : [time, ...others]));

export function questionsContract(open: () => Promise<SqlDatabase>): void {
  let reader: PublishedReader;
  let database: SqlDatabase;
  let cells: readonly MadeUpCell[] = [];
  beforeAll(async () => {
    database = await open();
    const madeUp = madeUpDays(NEWEST, DAYS, { scale: 0.2 });
    cells = madeUp.cells.filter(({ day }) => day !== MISSING);
    const days = madeUp.days.filter(({ day }) => day !== MISSING);
    await insertDays(
      database,
      days.map((day) => (day.day === NEWEST ? { ...day, k: 12, epsilon: 0.5, demo: true } : day)),
      cells,
    );
    reader = publishedReader(database);
  });
  afterAll(() => database.close());

  const answer = (query: Partial<Query>): Promise<Answer> =>
    reader.read((db) =>
      ask(db, { metrics: ['uses'], dimensions: [], filters: [], period: 'all', compare: 'none', limit: DEFAULT_ROWS, ...query }),
    );

  it('are answered with what a plain sum over the cells comes to', async () => {
    await fc.assert(
      fc.asyncProperty(range, dimensions, fc.array(filter, { maxLength: 3 }), async (period, asked, filters) => {
        const { rows } = await answer({ period, dimensions: asked, filters, limit: MAX_ROWS });
        const told = rows.filter(({ metrics: [uses] }) => typeof uses === 'number' && uses > 0);
        expect(new Map(told.map((row) => [row.dimensions.join(' '), row.metrics[0]]))).toEqual(
          plainUses(cells, { range: period, dimensions: asked, filters }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('count what went well by its kind', async () => {
    const { rows } = await answer({ metrics: ['viewed', 'opened', 'opened_to_viewed', 'success_rate', 'failure_rate'] });
    const uses = (filters: readonly Filter[]) =>
      plainUses(cells, { range: { from: '2020-01-01', to: NEWEST }, dimensions: [], filters }).get('') ?? 0;
    const is = (dimension: CellDimension, ...values: string[]): Filter => ({ operator: 'is', dimension, values });
    const well = (kind: string) => uses([is('kind', kind), is('outcome', 'ok')]);
    const [viewed, opened, all] = [well('message_viewed'), well('message_opened'), uses([])];
    expect(rows[0]?.metrics).toEqual([
      viewed,
      opened,
      viewed / opened,
      uses([is('outcome', 'ok')]) / all,
      uses([is('outcome', 'refused', 'failed')]) / all,
    ]);
  });

  it('tell the latencies of those that have one', async () => {
    const { rows } = await answer({ metrics: ['latency_p50', 'latency_p95'] });
    const uses = plainUses(cells, { range: { from: '2020-01-01', to: NEWEST }, dimensions: ['latency'], filters: [] });
    const counts = USAGE_FIELDS.latency.map((bucket) => ({ bucket, uses: uses.get(bucket) ?? 0 }));
    expect(rows[0]?.metrics).toEqual([estimatePercentile(counts, 0.5), estimatePercentile(counts, 0.95)]);
    expect(rows[0]?.metrics).toMatchObject([{ bound: 'interpolated' }, { bound: 'interpolated' }]);
  });

  it('name a day that is not published, and tell nothing of it', async () => {
    const { rows, coverage } = await answer({ period: '30d', dimensions: ['day'] });
    expect(coverage).toMatchObject({ publishedDays: 29, missingDays: [MISSING] });
    expect(rows).toHaveLength(30);
    expect(rows.find(({ dimensions: [day] }) => day === MISSING)?.metrics).toEqual([null]);
  });

  it('say what of the period is made up, hidden and noisy', async () => {
    const { publication, coverage } = await answer({ period: '7d' });
    expect(publication).toEqual({ days: { from: addDays(NEWEST, 1 - DAYS), to: NEWEST }, newestPublishedAt: expect.any(Date) });
    expect(coverage).toMatchObject({ k: 10, epsilon: 0.5, daysWithNoise: 1, demoDays: 1 });
  });

  it('say which part is folded, also where a filter leaves it out', async () => {
    const { folded } = await answer({
      metrics: ['viewed'],
      dimensions: ['locale'],
      filters: [{ operator: 'is', dimension: 'browser_family', values: ['chrome'] }],
    });
    const told = (filters: readonly Filter[]) =>
      plainUses(cells, {
        range: { from: '2020-01-01', to: NEWEST },
        dimensions: [],
        filters: [
          { operator: 'is', dimension: 'kind', values: ['message_viewed'] },
          { operator: 'is', dimension: 'outcome', values: ['ok', 'folded'] },
          ...filters,
        ],
      }).get('') ?? 0;
    const chrome: Filter = { operator: 'is', dimension: 'browser_family', values: ['chrome'] };
    const untold = (dimension: CellDimension): Filter => ({ operator: 'is', dimension, values: ['folded'] });
    expect(folded).toEqual({
      locale: told([chrome, untold('locale')]) / told([chrome]),
      browser_family: told([untold('browser_family')]) / told([]),
    });
  });

  describe('about two periods', () => {
    it('put days side by side, the first with the first', async () => {
      const { rows } = await answer({ period: '7d', dimensions: ['day'], compare: 'previous_period' });
      expect(rows.map((row) => [row.dimensions[0], row.comparison?.dimensions[0]])).toEqual(
        Array.from({ length: 7 }, (_unused, at) => [addDays(NEWEST, at - 6), addDays(NEWEST, at - 13)]),
      );
    });

    it('tell how counts changed where both have as many days, and not where they have not', async () => {
      const compared = await answer({ period: '7d', dimensions: ['locale'], compare: 'previous_period' });
      const [row] = compared.rows;
      expect(row?.comparison?.change[0]).toBeCloseTo(Number(row?.metrics[0]) / Number(row?.comparison?.metrics[0]) - 1);
      const unlike = await answer({ period: '30d', dimensions: ['locale'], compare: 'previous_period' });
      expect(unlike.rows.map(({ comparison }) => comparison?.change)).toEqual(unlike.rows.map(() => [null]));
    });

    it('list what there was and is no more', async () => {
      const only: Filter = { operator: 'is', dimension: 'error_code', values: ['otp_wrong'] };
      const week = { from: addDays(NEWEST, 1), to: addDays(NEWEST, 7) };
      const { rows } = await answer({ period: week, dimensions: ['error_code'], filters: [only], compare: 'previous_period' });
      expect(rows).toMatchObject([{ dimensions: ['otp_wrong'], metrics: [0], comparison: { change: [null] } }]);
    });
  });

  it('are answered with as many rows as are wanted, and say how many there are', async () => {
    const cut = await answer({ dimensions: ['day'], limit: 3 });
    expect([cut.rows.length, cut.totalRows]).toEqual([3, DAYS]);
  });

  it('go on adding up months when a day is taken back', async () => {
    const months = () => answer({ dimensions: ['month'], period: { from: '2026-08-01', to: '2026-11-30' } });
    const before = (await months()).rows;
    await database.use(async (db) => {
      await sql`DELETE FROM published.cell WHERE day >= '2026-09-10' AND day <= '2026-09-12'`.execute(db);
    });
    const taken = plainUses(cells, { range: { from: '2026-09-10', to: '2026-09-12' }, dimensions: [], filters: [] }).get('') ?? 0;
    const after = (await months()).rows;
    const september = (rows: Answer['rows']) =>
      Number(rows.find(({ dimensions: [month] }) => month === '2026-09-01')?.metrics[0]);
    expect(september(before) - september(after)).toBe(taken);
    expect(countDays({ from: '2026-09-10', to: '2026-09-12' })).toBe(3);
  });

  it('are about cells that nobody changes', async () => {
    const change = database.use((db) => sql`UPDATE published.cell SET uses = uses + 1`.execute(db));
    await expect(change).rejects.toThrow('a published cell is not changed');
  });

  it('are refused when there would be too many rows for anybody to read', async () => {
    const day = '2020-02-02';
    const senders = Array.from({ length: 20_001 }, (_unused, at) => ({
      day,
      kind: 'sign_in',
      sender_organisation: String(at + 1),
      uses: 10,
    }));
    await insertDays(database, [{ day }], senders);
    await expect(answer({ dimensions: ['sender_organisation'], period: { from: day, to: day } })).rejects.toMatchObject({
      member: '/dimensions',
    });
  });
}
