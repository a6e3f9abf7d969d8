// How often one session, one program's token or, before there is either, one
// address may ask. In the memory of this process; with n replicas it is up to
// n times as much. What is counted by is a random number or a hash, and leaves
// the process nowhere.
import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

const WINDOW_MS = 60_000;

export interface RateLimits {
  /** Requests a minute. */
  readonly session: number;
  /** Behind a proxy everybody who is not signed in has one address. */
  readonly address: number;
}

export const RATE_LIMITS: RateLimits = { session: 600, address: 1_200 };

/** Counts a request for its session, token or address. Throws `rate_limited`. */
export type CountRequest = (request: FastifyRequest, key: string | undefined) => Promise<void>;

export async function createRateLimits(app: FastifyInstance, limits: RateLimits): Promise<CountRequest> {
  await app.register(rateLimit, { global: false });
  const keys = new WeakMap<FastifyRequest, string>();
  const limiter = (max: number) =>
    app.createRateLimit({ max, timeWindow: WINDOW_MS, keyGenerator: (request) => keys.get(request) ?? request.ip });
  const [bySession, byAddress] = [limiter(limits.session), limiter(limits.address)];
  return async (request, key) => {
    if (key !== undefined) keys.set(request, createHash('sha256').update(key).digest('base64url'));
    const counted = await (key === undefined ? byAddress : bySession)(request);
    if (!counted.isAllowed && counted.isExceeded)
      throw new Problem('rate_limited', { retryAfterSeconds: Math.max(1, counted.ttlInSeconds) });
  };
}
