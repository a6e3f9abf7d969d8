// What three years of a large portal cost the dashboard: 1,096 days of about
// 875 cells each in a real PostgreSQL, each panel by itself, and the whole page.
// The floor is one statement that adds up all cells, in the same run.
import { startPostgres } from '@postern/dev-services';
import { sql } from 'kysely';
import { openDatabase } from '../src/adapters/open-database.ts';
import { publishedReader } from '../src/adapters/published-reader.ts';
import { readDashboard, readPanel } from '../src/pages/dashboard-view.ts';
import { PANEL_NAMES } from '../src/pages/panels.ts';
import { readViewState } from '../src/pages/view-state.ts';
import { insertDays, madeUpDays } from '../test/published-days.ts';

const DAYS = 1_096;
const ROUNDS = 5;
const BATCH = 25;
const LIMIT_MS = 200;
const VIEWS = {
  'three years': '?period=all',
  'three years by day, filtered': '?period=all&interval=day&browser_family=chrome&locale=de',
  'three years by week': '?period=all&interval=week',
  'a year beside the year before': '?period=12mo&compare=previous_year&not.locale=en',
  '30 days': '',
} as const;

const server = await startPostgres();
const database = openDatabase(new URL(server.url));
const { days, cells: half } = madeUpDays('2026-11-23', DAYS, { scale: 10 });
const others = half.map((cell) => ({ ...cell, sender_organisation: String(Number(cell.sender_organisation ?? 0) + 10) }));
const cells = [...half, ...others];
for (let at = 0; at < DAYS; at += BATCH) {
  const some = days.slice(at, at + BATCH);
  const wanted = new Set(some.map(({ day }) => day));
  await insertDays(
    database,
    some,
    cells.filter(({ day }) => wanted.has(day)),
  );
}
await database.use((db) => sql`ANALYZE published.cell, published.cell_by_month`.execute(db));
const reader = publishedReader(database);

/** The middle one of several rounds, in milliseconds; the first warms everything up. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = performance.now();
    await work();
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

const floor = await timeOf(() => reader.read((db) => sql`SELECT sum(uses) FROM published.cell`.execute(db)));
process.stdout.write(`${DAYS} days, ${cells.length} cells; adding up all of them: ${floor.toFixed(0)} ms\n`);
for (const [name, search] of Object.entries(VIEWS)) {
  const { state } = readViewState(new URLSearchParams(search));
  const panels: [name: string, time: number][] = [];
  for (const panel of PANEL_NAMES) panels.push([panel, await timeOf(() => reader.read((db) => readPanel(db, panel, state)))]);
  const page = await timeOf(() => reader.read((db) => readDashboard(db, state)));
  const [slowest = '', time = 0] = panels.sort(([, a], [, b]) => b - a)[0] ?? [];
  const verdict = time <= LIMIT_MS ? '' : `, OVER ${LIMIT_MS} ms`;
  process.stdout.write(
    `${name}: slowest panel ${slowest} ${time.toFixed(0)} ms (${(time / floor).toFixed(2)} of the floor)${verdict}; whole page ${page.toFixed(0)} ms\n`,
  );
}
await database.close();
await server.stop();
