import { hourOf } from '@postern/usage';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { type DisclosedDay, dayOf, discloseDay } from '../domain/disclosure.ts';
import type { UsageStore } from '../domain/usage-store.ts';
import { STYLE_HASH } from './style.ts';
import { todayJson } from './today-json.ts';
import { databaseAwayPage, todayPage } from './today-page.ts';

interface HttpServerOptions {
  readonly store: UsageStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the counts could not be read. */
  readonly unavailable: (cause: unknown) => void;
}

const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const RETRY_AFTER_S = '30';

/** The analysts' page and its JSON. Reads only what may be published. */
export function createHttpServer({ store, now, unavailable }: HttpServerOptions): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 1, requestTimeout: 10_000 });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS);
  });

  async function today(): Promise<DisclosedDay | undefined> {
    const [from, until] = dayOf(hourOf(now()));
    try {
      return discloseDay(from, await store.count(from, until));
    } catch (cause) {
      unavailable(cause);
      return undefined;
    }
  }

  app.get('/', async (_request, reply) => {
    const day = await today();
    if (day === undefined) return html(reply.code(503).header('retry-after', RETRY_AFTER_S), databaseAwayPage());
    return html(reply, todayPage(day));
  });

  app.get('/api/v1/today', async (_request, reply) => {
    const day = await today();
    if (day !== undefined) return todayJson(day);
    return problem(reply.code(503).header('retry-after', RETRY_AFTER_S), 'The database with the counts does not answer.');
  });

  app.setNotFoundHandler((_request, reply) => problem(reply.code(404), 'There is nothing here.'));
  app.setErrorHandler((error, _request, reply) => {
    const status = clientError(error);
    if (status !== undefined) return problem(reply.code(status), 'The request was not understood.');
    return problem(reply.code(500), 'Something went wrong here.');
  });
  return app;
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}

/** The status of a mistake that the client made, as fastify judges it. */
function clientError(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  const { statusCode } = thrown;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

/** RFC 9457. */
function problem(reply: FastifyReply, title: string): FastifyReply {
  return reply.type('application/problem+json').send(JSON.stringify({ status: reply.statusCode, title }));
}
