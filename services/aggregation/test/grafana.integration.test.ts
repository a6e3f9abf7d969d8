import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { z } from 'zod';
import { openDatabase } from '../src/adapters/open-database.ts';
import { freshDatabase } from './fresh-database.ts';
import { insertDays, madeUpDays } from './published-days.ts';

jest.setTimeout(120_000);

const PANEL = z.object({
  title: z.string(),
  targets: z.array(z.object({ rawSql: z.string() })).optional(),
});
const DASHBOARD = z.object({ panels: z.array(PANEL) });

const file = new URL('../../../deploy/grafana/analysts/usage.json', import.meta.url);
const { panels } = DASHBOARD.parse(JSON.parse(readFileSync(file, 'utf8')));
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ rawSql }) => [title, rawSql] as const));

/** As Grafana fills in what stands in a query: https://grafana.com/docs/grafana/latest/datasources/postgres/ */
function filledIn(sql: string): string {
  return sql
    .replace(/\$__timeFilter\((\w+)\)/g, "$1 BETWEEN '2026-08-26T00:00:00Z' AND '2026-11-24T23:59:59Z'")
    .replaceAll('$kind', "'message_viewed','sign_in'");
}

let client: pg.Client;
beforeAll(async () => {
  const url = await freshDatabase();
  const database = openDatabase(url);
  const { days, cells } = madeUpDays('2026-11-23', 30);
  await insertDays(database, days, cells);
  await database.close();
  client = new pg.Client(url.href);
  await client.connect();
  await client.query('SET ROLE postern_analyst');
});
afterAll(() => client.end());

describe('the Grafana dashboard', () => {
  it('has panels', () => expect(queries.length).toBeGreaterThan(10));

  it.each(queries)('"%s" is answered to postern_analyst', async (_title, sql) => {
    const filled = filledIn(sql);
    expect(filled).not.toContain('$');
    expect((await client.query(filled)).rows.length).toBeGreaterThan(0);
  });

  it('gets nothing else', async () => {
    await expect(client.query('SELECT * FROM usage_hourly')).rejects.toMatchObject({ code: '42501' });
  });
});
