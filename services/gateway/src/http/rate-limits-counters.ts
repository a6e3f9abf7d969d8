// Three counters stand in a row for each class of route: the client's own (an
// IPv4 address or an IPv6 /64), its site's (the /48, which one attacker commonly
// holds whole), and everybody's of its address family, so that a flood from the
// endless addresses of IPv6 costs those who come by IPv4 nothing. Who is refused
// by one is not counted by the next: a single client that never stops cannot
// spend what belongs to all.
//
// The counters are in this process's memory: with n replicas a client gets up
// to n budgets. Each counter keeps 5,000 prefixes (the library's own limit) and
// forgets the one that it has not seen for the longest time, so that no number
// of addresses fills the memory. Who is forgotten begins with a new budget.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClientPrefix } from '../domain/client-prefix.ts';
import type { RouteClass } from '../domain/route-class.ts';
import type { Budget, RateLimits } from '../rate-limit-settings.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom this request counts for. */
    client: ClientPrefix;
  }
}

/** What a /48 has, in budgets of one of its /64s. */
const SITE_BUDGETS = 2;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

export interface RateCounters {
  /** Counts a request. Resolves to the seconds that it has to wait, 0 when it is welcome. */
  count(name: RouteClass, request: FastifyRequest): Promise<number>;
}

export async function createRateCounters(app: FastifyInstance, { windowMs, budgets }: RateLimits): Promise<RateCounters> {
  await app.register(rateLimit, { global: false });
  const limiter = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: windowMs, keyGenerator });
  const inARow = ({ client, all }: Budget): readonly Limiter[] => [
    limiter(client, (request) => request.client.network),
    limiter(client * SITE_BUDGETS, (request) => request.client.site),
    limiter(all, (request) => request.client.family),
  ];
  const limiters: Readonly<Record<RouteClass, readonly Limiter[]>> = {
    open: inARow(budgets.open),
    ask: inARow(budgets.ask),
    try: inARow(budgets.try),
    read: inARow(budgets.read),
    oidc: inARow(budgets.oidc),
    revoke: inARow(budgets.revoke),
    page: inARow(budgets.page),
  };
  return { count: (name, request) => secondsToWait(limiters[name], request) };
}

async function secondsToWait(limiters: readonly Limiter[], request: FastifyRequest): Promise<number> {
  for (const count of limiters) {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) return Math.max(1, counted.ttlInSeconds);
  }
  return 0;
}
