import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parquetReadObjects } from 'hyparquet';
import { type DashboardUnderTest, NEWEST, startDashboard } from './dashboard-under-test.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

let dashboard: DashboardUnderTest;
beforeAll(async () => {
  dashboard = await startDashboard({ days: 60 });
});
afterAll(() => dashboard.stop());

const post = (url: string, payload: object | string) =>
  dashboard.app.inject({ method: 'POST', url, payload, headers: { host: 'localhost:8081', 'content-type': 'application/json' } });
const query = (payload: object | string) => post('/api/v1/query', payload);

const INJECTION = "x'; DROP TABLE published.cell; --";

describe('a question to the API', () => {
  it('is answered with rows, and with what they do not say', async () => {
    const response = await query({ metrics: ['viewed', 'latency_p95'], dimensions: ['browser_family'], period: '7d' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      query: { filters: [], compare: 'none', limit: 1_000 },
      rows: expect.arrayContaining([
        { dimensions: ['chrome'], metrics: [expect.any(Number), expect.objectContaining({ bound: 'interpolated' })] },
      ]),
      totalRows: 4,
      publishedUpTo: NEWEST,
      publishedAt: '2026-11-24T06:00:00.000Z',
      coverage: { from: '2026-11-17', to: NEWEST, publishedDays: 7, missingDays: [], k: 10, epsilon: null, demoDays: 0 },
      comparedCoverage: null,
      folded: { browser_family: expect.any(Number) },
    });
  });

  it('is answered before any day is published', async () => {
    const empty = await startDashboard();
    const headers = { host: 'localhost' };
    const response = await empty.app.inject({ method: 'POST', url: '/api/v1/query', payload: { metrics: ['uses'] }, headers });
    expect(response.json()).toMatchObject({ rows: [], publishedUpTo: null, coverage: null });
    await empty.stop();
  });

  it.each<[string, object, string]>([
    ['', {}, '/metrics'],
    ['metrics', { metrics: [] }, '/metrics'],
    ['metrics', { metrics: ['uses', 'everything'] }, '/metrics/1'],
    ['metrics', { metrics: 'uses' }, '/metrics'],
    ['metrics', { metrics: Array.from({ length: 17 }, () => 'uses') }, '/metrics'],
    ['dimensions', { metrics: ['uses'], dimensions: ['hour'] }, '/dimensions/0'],
    ['dimensions', { metrics: ['uses'], dimensions: ['day', 'week'] }, '/dimensions'],
    ['dimensions', { metrics: ['uses'], dimensions: ['day', 'size', 'locale', 'latency'] }, '/dimensions'],
    ['filters', { metrics: ['uses'], filters: [{ operator: 'is', dimension: 'day', values: ['x'] }] }, '/filters/0/dimension'],
    ['filters', { metrics: ['uses'], filters: [{ operator: 'like', dimension: 'size', values: ['x'] }] }, '/filters/0/operator'],
    ['filters', { metrics: ['uses'], filters: [{ operator: 'is', dimension: 'size', values: [] }] }, '/filters/0/values'],
    ['filters', { metrics: ['uses'], filters: [{ operator: 'is', dimension: 'size', values: ['huge'] }] }, '/filters/0/values/0'],
    [
      'filters',
      { metrics: ['uses'], filters: [{ operator: 'is', dimension: 'sender_organisation', values: ['1', '65536'] }] },
      '/filters/0/values/1',
    ],
    ['period', { metrics: ['uses'], period: '31d' }, '/period'],
    ['period', { metrics: ['uses'], period: { from: '2026-02-01' } }, '/period/to'],
    ['period', { metrics: ['uses'], period: { from: '2026-02-01', to: '2026-02-30' } }, '/period/to'],
    ['period', { metrics: ['uses'], period: { from: '2026-02-02', to: '2026-02-01' } }, '/period/to'],
    ['period', { metrics: ['uses'], period: { from: '2020-01-01', to: '2099-01-01' } }, '/period'],
    ['compare', { metrics: ['uses'], compare: 'next_year' }, '/compare'],
    ['limit', { metrics: ['uses'], limit: 0 }, '/limit'],
    ['limit', { metrics: ['uses'], limit: '10' }, '/limit'],
    ['what', { metrics: ['uses'], what: 1 }, '/what'],
  ])('with a mistake in %s is refused, and told which member is wrong (%#)', async (_name, payload, member) => {
    const response = await query(payload);
    expect([response.statusCode, response.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(response.json()).toMatchObject({ type: 'urn:postern:usage:query_invalid', code: 'query_invalid', member });
  });

  it.each(['', '{', '[]', '"uses"', 'null', '{"metrics":["uses"],"__proto__":{"limit":1}}'])('of %j is refused', async (text) => {
    expect((await query(text)).statusCode).toBe(400);
  });

  it('that is too long is refused', async () => {
    expect((await query({ metrics: ['uses'], padding: 'x'.repeat(70_000) })).statusCode).toBe(400);
  });

  it('does nothing with SQL, wherever it stands', async () => {
    const valid = {
      metrics: ['uses'],
      dimensions: ['locale'],
      filters: [{ operator: 'is', dimension: 'locale', values: ['de'] }],
      period: { from: '2026-11-01', to: '2026-11-02' },
      compare: 'none',
      limit: 5,
    };
    const paths = [
      'metrics.0',
      'dimensions.0',
      'filters.0.operator',
      'filters.0.dimension',
      'filters.0.values.0',
      'period.from',
      'period.to',
      'period',
      'compare',
      'limit',
      'format',
    ];
    for (const path of paths)
      for (const url of ['/api/v1/query', '/api/v1/export']) {
        const { statusCode, body } = await post(
          url,
          withValue({ ...valid, ...(url.endsWith('export') && { format: 'csv' }) }, path),
        );
        expect([path, statusCode]).toEqual([path, 400]);
        expect(body).not.toContain('DROP');
      }
    for (const name of [
      'browser_family',
      'not.browser_family',
      'sender_organisation',
      'period',
      'from',
      'metric',
      'interval',
      INJECTION,
    ]) {
      const search = new URLSearchParams({ [name]: INJECTION }).toString();
      const page = await dashboard.app.inject({ url: `/?${search}`, headers: { host: 'localhost' } });
      expect([page.statusCode, page.body.includes('DROP')]).toEqual([200, false]);
      expect(page.body).toContain('was not understood');
    }
    expect((await query(valid)).json().rows).not.toEqual([]);
  });
});

function withValue(query: object, path: string): object {
  const copy: unknown = structuredClone(query);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), copy);
  Reflect.set(Object(place), last, INJECTION);
  return Object(copy);
}

describe('an export', () => {
  const asked = { metrics: ['viewed', 'latency_p50'], dimensions: ['day', 'sender_organisation'], period: '7d' };

  it('is exactly what the same question is answered with', async () => {
    const { rows } = (await query(asked)).json();
    const json = await post('/api/v1/export', { ...asked, format: 'json' });
    expect(json.headers['content-disposition']).toBe('attachment; filename="postern-usage-2026-11-17-to-2026-11-23.json"');
    expect(json.json().rows).toEqual(rows);

    const csv = (await post('/api/v1/export', { ...asked, format: 'csv' })).body.trimEnd().split('\r\n');
    expect(csv[0]).toBe('day,sender_organisation,sender_name,viewed,latency_p50_ms,latency_p50_bound');
    const names: Readonly<Record<string, string>> = { 1: 'Clinic Example', 2: 'Example Bank' };
    const expected = rows.map(({ dimensions: [day, sender], metrics: [viewed, p50] }: Row) => [
      day,
      sender,
      names[sender] ?? '',
      viewed,
      p50?.milliseconds ?? '',
      p50?.bound ?? '',
    ]);
    expect(csv.slice(1)).toEqual(expected.map((row: unknown[]) => row.join(',')));

    const parquet = await post('/api/v1/export', { ...asked, format: 'parquet' });
    const read = await parquetReadObjects({ file: new Uint8Array(parquet.rawPayload).buffer });
    expect(read.map((row) => Object.values(row).map((value) => value ?? ''))).toEqual(expected);
  });

  it('of a panel is what the panel shows', async () => {
    const file = await dashboard.app.inject({
      url: '/export/browsers.json?browser_family=chrome&locale=de',
      headers: { host: 'localhost' },
    });
    expect(file.json().query).toMatchObject({
      metrics: ['viewed'],
      dimensions: ['browser_family'],
      filters: [{ operator: 'is', dimension: 'locale', values: ['de'] }],
    });
    expect(file.json().rows.length).toBeGreaterThan(1);
  });

  it.each(['/export/browsers.exe', '/export/usage_hourly.csv', '/export/constructor.csv', '/export/browsers'])(
    'of %s is not there',
    async (url) => {
      expect((await dashboard.app.inject({ url, headers: { host: 'localhost' } })).statusCode).toBe(404);
    },
  );

  it('of made-up numbers says so in its name', async () => {
    const demo = await startDashboard({ days: 3, demo: true });
    const file = await demo.app.inject({ url: '/export/timeline.csv', headers: { host: 'localhost' } });
    expect(file.headers['content-disposition']).toContain('postern-usage-demo-');
    await demo.stop();
  });
});

interface Row {
  readonly dimensions: readonly [string, string];
  readonly metrics: readonly [number, { readonly milliseconds: number; readonly bound: string } | null];
}

describe('the OpenAPI document', () => {
  it('is one, and describes every route for programs', async () => {
    const response = await dashboard.app.inject({ url: '/api/v1/openapi.json', headers: { host: 'localhost' } });
    const document = response.json();
    const { valid, errors } = await new Validator().validate(document);
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual(['/api/v1/export', '/api/v1/live', '/api/v1/query']);
    const { requestBody } = document.paths['/api/v1/query'].post;
    expect(requestBody.content['application/json'].schema).toMatchObject({ additionalProperties: false, required: ['metrics'] });
  });
});

describe('today', () => {
  it('is told in steps that hours of today have reached, and nothing of another day', async () => {
    await dashboard.database.use((db) =>
      db
        .insertInto('published.live')
        .values([
          { kind: 'message_opened', day: '2026-11-24', until: new Date('2026-11-24T11:00:00Z'), at_least: '200' },
          { kind: 'sign_in', day: '2026-11-24', until: new Date('2026-11-24T11:00:00Z'), at_least: '0' },
          { kind: 'message_viewed', day: '2026-11-23', until: new Date('2026-11-23T23:00:00Z'), at_least: '5000' },
        ])
        .execute(),
    );
    const live = (await dashboard.app.inject({ url: '/api/v1/live', headers: { host: 'localhost' } })).json();
    expect(live).toMatchObject({ day: '2026-11-24', until: '2026-11-24T11:00:00.000Z', firstStep: 50 });
    const reached = live.counts.map((count: { kind: string; reached: number | null }) => [count.kind, count.reached]);
    expect(Object.fromEntries(reached)).toMatchObject({ message_opened: 200, sign_in: null, message_viewed: null });
    const page = await dashboard.app.inject({ url: '/', headers: { host: 'localhost' } });
    expect(page.body).toContain('In steps, up to 11:00 UTC');
    expect(page.body).toContain('<th scope="row">Messages opened</th><td>200</td>');
    expect(page.body).not.toContain('5,000');
  });
});
