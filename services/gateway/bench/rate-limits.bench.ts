// What counting costs: the same fastify route with and without its three
// counters, asked in one process without a network, in one run. The prefixes
// are those of many clients, so that the counters forget and remember.
import { SettingsReader } from '@postern/config';
import Fastify, { type FastifyInstance } from 'fastify';
import { clientPrefix } from '../src/domain/client-prefix.ts';
import { createRateCounters } from '../src/http/rate-limits-counters.ts';
import { readRateLimits } from '../src/rate-limit-settings.ts';

const ROUNDS = 5;
const REQUESTS = 10_000;
const CLIENTS = 8_192;

async function plainRoute(): Promise<FastifyInstance> {
  const app = Fastify();
  app.get('/', async () => 'ok');
  return app.ready();
}

async function countedRoute(): Promise<FastifyInstance> {
  const app = Fastify();
  const limits = readRateLimits(new SettingsReader({ RATE_PAGE: '10000000', RATE_PAGE_ALL: '10000000' }), (name) => name);
  const counters = await createRateCounters(app, limits);
  app.decorateRequest('client');
  app.addHook('onRequest', async (request, reply) => {
    request.client = clientPrefix(request.ip);
    if ((await counters.count('page', request)) > 0) return reply.code(429).send();
  });
  app.get('/', async () => 'ok');
  return app.ready();
}

const addresses = Array.from({ length: CLIENTS }, (_, index) => `2001:db8:${index.toString(16)}:1::1`);

/** Requests a second. */
async function rateOf(app: FastifyInstance): Promise<number> {
  const startedAt = performance.now();
  for (let index = 0; index < REQUESTS; index++) {
    const { statusCode } = await app.inject({ url: '/', remoteAddress: addresses[index % CLIENTS] ?? '' });
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  }
  return (REQUESTS * 1000) / (performance.now() - startedAt);
}

const apps = { plain: await plainRoute(), counted: await countedRoute() };
const best = { plain: 0, counted: 0 };
for (let round = 0; round <= ROUNDS; round++)
  for (const name of ['plain', 'counted'] as const) {
    const rate = await rateOf(apps[name]);
    // The first round warms everything up.
    if (round > 0) best[name] = Math.max(best[name], rate);
  }
await Promise.all(Object.values(apps).map((app) => app.close()));

const microseconds = 1e6 / best.counted - 1e6 / best.plain;
process.stdout.write(
  `route ${Math.round(best.plain)}/s, with its counters ${Math.round(best.counted)}/s: ratio ${(best.counted / best.plain).toFixed(2)}, ${microseconds.toFixed(1)} µs a request\n`,
);
