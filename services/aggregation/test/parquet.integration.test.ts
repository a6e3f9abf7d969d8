import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ensurePythonPackages } from '@postern/dev-services';
import { type DashboardUnderTest, startDashboard } from './dashboard-under-test.ts';

jest.setTimeout(300_000);

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
let directory: string;
let python: string;
let dashboard: DashboardUnderTest;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-parquet-'));
  python = await ensurePythonPackages(here('./requirements.txt'));
  dashboard = await startDashboard({ days: 40 });
});
afterAll(async () => {
  await dashboard.stop();
  rmSync(directory, { recursive: true });
});

const ask = (url: string, payload: object) =>
  dashboard.app.inject({ method: 'POST', url, payload, headers: { host: 'localhost' } });

async function readByArrow(contents: Buffer) {
  const file = join(directory, 'answer.parquet');
  writeFileSync(file, contents);
  const { stdout } = await promisify(execFile)(python, [here('./read_parquet.py'), file], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

describe('a Parquet file, read by Apache Arrow', () => {
  it('has the rows of the answer, empty cells included, and says what they do not', async () => {
    const question = {
      metrics: ['viewed', 'latency_p50', 'success_rate'],
      dimensions: ['week', 'sender_organisation'],
      compare: 'previous_period',
    };
    const { rows, ...about } = (await ask('/api/v1/query', question)).json();
    const read = await readByArrow((await ask('/api/v1/export', { ...question, format: 'parquet' })).rawPayload);
    expect(read.types).toMatchObject({
      week: 'string',
      sender_name: 'string',
      viewed: 'double',
      latency_p50_bound: 'string',
      viewed_before: 'double',
    });
    expect(read.about).toEqual(about);
    expect(read.rows).toHaveLength(rows.length);
    expect(read.rows.map((row: { week: string; viewed: number }) => [row.week, row.viewed])).toEqual(
      rows.map((row: { dimensions: string[]; metrics: unknown[] }) => [row.dimensions[0], row.metrics[0]]),
    );
    expect(read.rows.some((row: { sender_name: unknown }) => row.sender_name === null)).toBe(true);
  });

  it('may have thousands of rows', async () => {
    const question = { metrics: ['uses'], dimensions: ['day', 'browser_family', 'kind'], period: 'all', limit: 10_000 };
    const { totalRows } = (await ask('/api/v1/query', question)).json();
    const read = await readByArrow((await ask('/api/v1/export', { ...question, format: 'parquet' })).rawPayload);
    expect(read.rows).toHaveLength(totalRows);
  });
});
