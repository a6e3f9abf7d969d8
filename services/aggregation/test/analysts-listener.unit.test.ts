import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PublishedReader } from '../src/adapters/published-reader.ts';
import { type DashboardUnderTest, startDashboard } from './dashboard-under-test.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

const HERE = { host: '127.0.0.1:8081' };

let dashboard: DashboardUnderTest;
beforeAll(async () => {
  dashboard = await startDashboard({ days: 40 });
});
afterAll(() => dashboard.stop());

const get = (url: string, headers: Record<string, string> = HERE) => dashboard.app.inject({ url, headers });

describe('the analysts’ listener', () => {
  it.each(['/', '/api/v1/openapi.json', '/export/funnel.csv', '/nowhere', '/assets/x/main.js', '/%ff'])(
    'says the same about every answer, such as %s',
    async (url) => {
      const { headers } = await get(url);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; .*require-trusted-types-for 'script'; trusted-types 'none'$/,
      );
      expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('has no inline script or style in a page, and nothing from elsewhere', async () => {
    const { body } = await get('/?compare=previous_period&browser_family=chrome');
    expect(body).not.toMatch(
      /<script(?! src="\/assets\/| type="module" src="\/assets\/)|style="|\son[a-z]+="|(?:src|href|action)="(?!\/|#)/i,
    );
  });

  it('lets browsers keep what never changes', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+main\.js)"/.exec((await get('/')).body) ?? [];
    const { statusCode, headers } = await get(script);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it.each(['usage.attacker.example', '127.0.0.1.attacker.example', 'localhost@attacker.example', 'localhost:80/', '10.0.0.1'])(
    'answers nothing to the host %j, whose name somebody else may have given it',
    async (host) => {
      expect((await get('/', { host })).statusCode).toBe(404);
    },
  );

  it('measures what it refuses before anybody looks at it, too', async () => {
    const measured = async () => {
      const { text } = await dashboard.metrics.render();
      const [, count = '0'] =
        /^http_server_request_duration_seconds_count\{.*http_route="\/export\/:panel.:format".*\} (\d+)/m.exec(text) ?? [];
      return Number(count);
    };
    const before = await measured();
    await get('/export/funnel.csv', { host: 'usage.attacker.example' });
    expect(await measured()).toBe(before + 1);
  });

  it.each(['localhost', 'localhost:8422', '127.0.0.1:8081', '[::1]:8081'])('answers to the host %s', async (host) => {
    expect((await get('/', { host })).statusCode).toBe(200);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://attacker.example' },
    { origin: 'null' },
  ])('takes no question from another site: %j', async (headers) => {
    const answer = await dashboard.app.inject({
      method: 'POST',
      url: '/api/v1/query',
      payload: { metrics: ['uses'] },
      headers: { ...HERE, ...headers },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross_site']);
  });

  it('says with 503 that the database is away, and keeps the reason to itself', async () => {
    const reader: PublishedReader = {
      read: async () => {
        throw new Error('password of postgres://user:secret@db');
      },
      query: async () => [],
      close: async () => {},
    };
    const away = await startDashboard({ reader });
    for (const [url, method] of [
      ['/', 'GET'],
      ['/api/v1/query', 'POST'],
      ['/export/funnel.csv', 'GET'],
    ] as const) {
      const payload = method === 'POST' ? { payload: { metrics: ['uses'] } } : {};
      const { statusCode, headers, body } = await away.app.inject({ url, method, headers: HERE, ...payload });
      expect([statusCode, headers['retry-after']]).toEqual([503, '30']);
      expect(body).toContain('does not answer');
      expect(body).not.toContain('secret');
    }
    expect(away.told).toHaveLength(3);
    await away.stop();
  });

  it('asks somebody who asks too often to wait', async () => {
    const busy = await startDashboard({ database: dashboard.database, rateLimits: { session: 3, address: 3 } });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await busy.app.inject({ url: '/api/v1/live', headers: HERE })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await busy.app.inject({ url: '/api/v1/live', headers: HERE });
    expect([Number(refused.headers['retry-after']) > 0, refused.json().code]).toEqual([true, 'rate_limited']);
    await busy.app.close();
  });

  it('answers what it does not know with a problem, and quotes nothing', async () => {
    const api = await get('/api/v1/<script>');
    expect([api.statusCode, api.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    const page = await get('/<script>alert(1)</script>');
    expect([page.statusCode, page.body.includes('alert(1)')]).toEqual([404, false]);
    expect((await dashboard.app.inject({ method: 'POST', url: '/', headers: HERE })).statusCode).toBe(404);
  });
});

describe('the first page of a new portal', () => {
  it('says that nothing is published yet, and how to see something', async () => {
    const empty = await startDashboard();
    const { statusCode, body } = await empty.app.inject({ url: '/', headers: HERE });
    expect(statusCode).toBe(200);
    expect(body).toContain('No day is published yet');
    expect(body).toContain('POSTERN_STANDALONE_DEMO_USAGE=yes npm start');
    expect(body).toContain('not yet 50');
    await empty.stop();
  });
});

describe('the page', () => {
  it('names senders as the registry does, and others by their number', async () => {
    const { body } = await get('/');
    for (const name of ['Clinic Example', 'Example Bank', 'Sender 7']) expect(body).toContain(name);
  });

  it('says where numbers are made up', async () => {
    const demo = await startDashboard({ days: 3, demo: true });
    expect((await demo.app.inject({ url: '/', headers: HERE })).body).toContain('Demonstration data.');
    expect((await get('/')).body).not.toContain('Demonstration data.');
    await demo.stop();
  });

  it('says when no day has been published for long', async () => {
    const late = await startDashboard({ database: dashboard.database, now: () => Date.UTC(2026, 11, 3) });
    expect((await late.app.inject({ url: '/', headers: HERE })).body).toContain('No day has been published for 10 days.');
    expect((await get('/')).body).not.toContain('No day has been published');
    await late.app.close();
  });

  it('says that periods are not alike', async () => {
    expect((await get('/?compare=previous_period')).body).toContain('The periods are not alike.');
    expect((await get('/?period=7d&compare=previous_period')).body).not.toContain('The periods are not alike.');
  });
});
