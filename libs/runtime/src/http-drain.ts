import type { FastifyInstance } from 'fastify';

/**
 * Returns what makes every answer from then on the last one of its connection.
 * A proxy keeps connections for its next requests, and would send one of them
 * at the very moment at which an idle connection is closed: that request fails,
 * and was nobody's fault. With this it opens its next connection elsewhere.
 */
export function closableConnections(app: FastifyInstance): () => void {
  let isLast = false;
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isLast) reply.header('connection', 'close');
    done(null, payload);
  });
  return () => {
    isLast = true;
  };
}
