import type { Listen } from '@postern/config';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';

interface OpsServerOptions {
  readonly metrics: Metrics;
  /** Whether to send work here; liveness is only that this answers, and never asks a dependency. */
  readonly isReady: () => boolean;
}

const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Health and metrics over plain HTTP on a port of their own, which is never exposed to the internet. */
export class OpsServer {
  readonly #app: FastifyInstance;

  constructor({ metrics, isReady }: OpsServerOptions) {
    this.#app = Fastify({ logger: false });
    // No browser is meant to come here; one that does shows plain text and nothing else.
    this.#app.addHook('onRequest', async (_request, reply) => {
      reply.headers(HEADERS);
    });
    this.#app.get('/livez', () => 'ok\n');
    this.#app.get('/readyz', (_request, reply) => (isReady() ? reply.send('ok\n') : reply.code(503).send('not ready\n')));
    this.#app.get('/metrics', async (_request, reply) => {
      const { contentType, text } = await metrics.render();
      return reply.header('content-type', contentType).send(text);
    });
  }

  /** Resolves to the port that it listens on. */
  async start({ host, port }: Listen): Promise<number> {
    const address = await this.#app.listen({ host, port });
    return Number(new URL(address).port);
  }

  async stop(): Promise<void> {
    await this.#app.close();
  }
}
