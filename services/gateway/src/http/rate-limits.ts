// How often a client may ask. The address that counts is the socket's, or what
// a listed proxy says it is; nothing else is known about the client here, and
// nothing of the request but its route, so that no limit can tell a recipient
// from a stranger.
import { PosternError } from '@postern/errors';
import type { Platform } from '@postern/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientPrefix } from '../domain/client-prefix.ts';
import { routeClass } from '../domain/route-class.ts';
import type { Portal } from './portal.ts';
import { refuse } from './rate-limits-answer.ts';
import { createRateCounters } from './rate-limits-counters.ts';

/** Counts every request from here on, before anything of it is read but its head. */
export async function limitRates(
  app: FastifyInstance,
  portal: Portal,
  { log, metrics }: Pick<Platform, 'log' | 'metrics'>,
): Promise<void> {
  const counters = await createRateCounters(app, portal.config.rateLimits);
  const refused = metrics.counter({
    name: 'gateway_rate_limited_total',
    help: 'Requests refused because a budget was spent, by class of route',
    labels: ['class'],
  });
  const noticeProxy = unlistedProxyNotice(() => log.event('warn', 'gateway.unlisted_proxy'));
  app.decorateRequest('client');
  app.addHook('onRequest', async (request, reply) => {
    noticeProxy(request);
    request.client = clientPrefix(request.ip);
    const name = routeClass(request.method, request.routeOptions.url);
    const waitSeconds = await counters.count(name, request);
    if (waitSeconds === 0) return;
    refused.inc({ class: name });
    const error = new PosternError('gateway.rate_limited', { retryAfterSeconds: waitSeconds });
    return refuse(portal, { request, reply, error, inFrame: name === 'ask' });
  });
}

/**
 * Behind a proxy that is not listed all readers are one client. Once in a
 * process's life it is told that somebody sent `X-Forwarded-For` and was not
 * believed; who, is not.
 */
function unlistedProxyNotice(tell: () => void): (request: FastifyRequest) => void {
  let told = false;
  return ({ headers, ip, socket }) => {
    if (told || headers['x-forwarded-for'] === undefined || ip !== socket.remoteAddress) return;
    told = true;
    tell();
  };
}
