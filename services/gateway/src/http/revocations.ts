import { PosternError } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import { type Portal, readerGone, TIMEOUTS } from './portal.ts';

/** docs/spec/envelope.md, revocation. */
const MAX_REQUEST_BYTES = 4096;
const MEDIA_TYPE = 'application/jose';

/**
 * Where senders take messages back. Called by programs: the signed request is
 * all the authority there is, cookies are not looked at, and errors are problem
 * details. A page of another site cannot call it from a browser (the media type
 * needs a preflight, which is not answered), and would gain nothing.
 */
export function revocationRoute(app: FastifyInstance, portal: Portal): void {
  app.register(async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser(MEDIA_TYPE, { parseAs: 'string', bodyLimit: MAX_REQUEST_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    api.post('/api/v1/revocations', { config: { crossSite: true, forPrograms: true } }, async ({ body }, reply) => {
      if (typeof body !== 'string') throw new PosternError('gateway.form_invalid');
      await portal.deps.keyRelease.revoke({ request: body }, { timeoutMs: TIMEOUTS.revoke, signal: readerGone(reply) });
      return reply.code(204).send();
    });
  });
}
