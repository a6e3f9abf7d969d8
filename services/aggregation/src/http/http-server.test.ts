import { describe, expect, it } from '@jest/globals';
import { hourOf } from '@postern/usage';
import type { UsageStore } from '../domain/usage-store.ts';
import { createHttpServer } from './http-server.ts';

const NOW = Date.UTC(2026, 10, 24, 10, 42);
const HOUR = hourOf(NOW);

function serverWith(count: UsageStore['count']) {
  const away: unknown[] = [];
  const store: UsageStore = { count, advance: async () => {}, close: async () => {} };
  return { away, app: createHttpServer({ store, now: () => NOW, unavailable: (cause) => away.push(cause) }) };
}

const busy = async () => ({
  counts: [
    { kind: 'message_viewed' as const, outcome: 'ok' as const, uses: 1_239 },
    { kind: 'sign_in' as const, outcome: 'refused' as const, uses: 7 },
  ],
  hours: [{ hour: HOUR, uses: 1_246 }],
});

describe('the analysts’ page', () => {
  it('shows rounded counts, and fewer than 10 below', async () => {
    const { app } = serverWith(busy);
    const { statusCode, body } = await app.inject('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('<th scope="row">Messages read</th><td>1,230</td>');
    expect(body).toContain('<th scope="row">Sign-ins</th><td class="few">fewer than 10</td><td class="few">fewer than 10</td>');
    expect(body).not.toMatch(/1,?239|1,?246|>7</);
    expect(body).toMatch(/Counted up to the hour from <time datetime="2026-11-24T10:00:00.000Z">10:00<\/time> to 11:00 UTC/);
  });

  it('asks for the hours of today (UTC) and no other', async () => {
    const asked: number[][] = [];
    const { app } = serverWith(async (...hours) => {
      asked.push(hours);
      return { counts: [], hours: [] };
    });
    await app.inject('/');
    expect(asked).toEqual([[HOUR - 10, HOUR + 14]]);
  });

  it('lets the browser load, run and send nothing', async () => {
    const { app } = serverWith(busy);
    const { headers, body } = await app.inject('/');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect([headers['x-content-type-options'], headers['referrer-policy'], headers['cache-control']]).toEqual([
      'nosniff',
      'no-referrer',
      'no-store',
    ]);
    expect(body).not.toMatch(/<script|https?:|style="|\son[a-z]+="/i);
  });

  it('says with 503 that the database is away, and keeps the reason to itself', async () => {
    const { app, away } = serverWith(async () => {
      throw new Error('password of postgres://user:secret@db');
    });
    for (const url of ['/', '/api/v1/today']) {
      const { statusCode, headers, body } = await app.inject(url);
      expect([statusCode, headers['retry-after']]).toEqual([503, '30']);
      expect(body).toMatch(/does not answer/);
      expect(body).not.toContain('secret');
    }
    expect(away).toHaveLength(2);
  });

  it('answers what it does not know with a problem of its own', async () => {
    const { app } = serverWith(busy);
    const { statusCode, headers, body } = await app.inject('/<script>alert(1)</script>');
    expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).not.toContain('script');
    expect((await app.inject({ method: 'POST', url: '/' })).statusCode).toBe(404);
  });
});

describe('GET /api/v1/today', () => {
  it('says the same in JSON, with null for fewer than k', async () => {
    const { app } = serverWith(busy);
    const today = (await app.inject('/api/v1/today')).json();
    expect(today).toMatchObject({ day: '2026-11-24', k: 10, countedUpTo: '2026-11-24T10:00:00.000Z' });
    expect(today.counts).toHaveLength(27);
    expect(today.counts).toContainEqual({ kind: 'message_viewed', outcome: 'ok', uses: 1_230 });
    expect(today.counts).toContainEqual({ kind: 'sign_in', outcome: 'refused', uses: null });
  });
});
