// An attacker with an IPv6 allocation has more prefixes than there is memory.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { SettingsReader } from '@postern/config';
import Fastify from 'fastify';
import { clientPrefix } from '../src/domain/client-prefix.ts';
import { createRateCounters } from '../src/http/rate-limits-counters.ts';
import { readRateLimits } from '../src/rate-limit-settings.ts';

const MIB = 1024 * 1024;
const PREFIXES = 200_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Another /64 in another /48 for each index. */
const addressOf = (index: number) => `2001:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}:1::1`;

it(`keeps its memory bounded while ${PREFIXES} networks ask`, async () => {
  const app = Fastify();
  const limits = readRateLimits(new SettingsReader({ RATE_PAGE_ALL: '1000000' }), (name) => name);
  const counters = await createRateCounters(app, limits);
  app.decorateRequest('client');
  const heaps: number[] = [];
  app.get('/', async (request) => {
    heaps.push(heapUsed());
    for (let index = 0; index < PREFIXES; index++) {
      request.client = clientPrefix(addressOf(index));
      if ((await counters.count('page', request)) !== 0) throw new Error('a new network had no budget');
      if (index === PREFIXES / 4) heaps.push(heapUsed());
    }
    heaps.push(heapUsed());
    return 'ok';
  });
  expect((await app.inject('/')).statusCode).toBe(200);
  const [before = 0, early = 0, after = 0] = heaps;
  expect(early - before).toBeLessThan(8 * MIB);
  expect(after - early).toBeLessThan(2 * MIB);
  await app.close();
}, 120_000);
