// The HTTP server: which hosts it answers, what every answer says about
// itself, which requests are refused before a route sees them, and what
// becomes of an error.
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { PosternError } from '@postern/errors';
import { observeHttp, type Platform } from '@postern/runtime';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { accountRoute } from './account.ts';
import { sendError } from './answers.ts';
import { assetRoutes } from './assets.ts';
import { attachmentRoute } from './attachment.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, watchAnswer, watchUpload } from './connection-limits.ts';
import { homeRoutes } from './home.ts';
import { languageRoute } from './language.ts';
import { chooseTexts } from './language-of-request.ts';
import { messageRoute } from './message.ts';
import { oidcBeginRoute } from './oidc-begin.ts';
import { oidcCallbackRoute } from './oidc-callback.ts';
import { oidcEndRoutes } from './oidc-end.ts';
import { openRoute } from './open.ts';
import { paperRoutes } from './paper.ts';
import { passOver } from './pass-over.ts';
import { passcodeRoute } from './passcode.ts';
import { forgetUserAgent, type Portal } from './portal.ts';
import { previewRoute } from './preview.ts';
import { privacyRoute } from './privacy.ts';
import { limitRates } from './rate-limits.ts';
import { answerRaw } from './raw-answer.ts';
import { readRoute } from './read.ts';
import { revocationRoute } from './revocations.ts';
import { isSameOrigin } from './same-origin.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { signInRoute } from './sign-in.ts';
import { signOutRoute } from './sign-out.ts';
import { wholeRoutes } from './whole.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route may be posted to from elsewhere: it acts without the reader's cookies. */
    readonly crossSite?: boolean;
    /** Its errors are problem details, whatever the caller accepts. */
    readonly forPrograms?: boolean;
  }
}

const SMALL_BODY_BYTES = 64 * 1024;

export async function createApp(
  portal: Portal,
  { log, metrics }: Pick<Platform, 'log' | 'metrics'>,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<FastifyInstance> {
  const { trustedProxies } = portal.config;
  const app = Fastify({
    logger: false,
    // For nothing but `request.ip`: what else a proxy says of a request is not looked at.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: SMALL_BODY_BYTES,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxRequestsPerSocket: limits.requestsPerConnection,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs, maxHeaderSize: 16 * 1024 },
    forceCloseConnections: 'idle',
    // A request that came over a connection that we have not closed yet is answered like every other.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerRaw(error, socket, portal.config),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A path that cannot be decoded finds no route, and so no hook either.
    frameworkErrors: (_error, request, reply) => {
      setSecurityHeaders(reply, portal.config);
      return sendError(portal, request, reply, new PosternError('gateway.not_found'));
    },
  });
  app.addHook('onClose', () => portal.files.stop());
  app.server.maxConnections = limits.connections;
  observeHttp(app, metrics);

  await app.register(cookie);
  await app.register(formbody, { bodyLimit: SMALL_BODY_BYTES });
  // Read by the routes that take it, as a stream and with their own limits.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));

  app.decorateRequest('browser');
  app.decorateRequest('texts');
  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply, portal.config);
    forgetUserAgent(request);
    watchUpload(request, limits);
    await chooseTexts(portal, request);
  });
  // Without a promise: what cannot be sent then fails where it is sent from, and fastify has somebody to tell.
  app.addHook('onSend', (_request, reply, payload, done) => {
    watchAnswer(reply, limits);
    done(null, payload);
  });
  await limitRates(app, portal, { log, metrics });
  app.addHook('onRequest', async (request) => admit(portal, request));
  app.setErrorHandler((thrown, request, reply) => {
    const error = fromHttpError(thrown);
    passOver(request.raw, portal.config.maxFormBytes);
    if (error.kind === 'internal') log.failure('http.failed', error);
    return sendError(portal, request, reply, error);
  });
  app.setNotFoundHandler(() => {
    throw new PosternError('gateway.not_found');
  });

  assetRoutes(app, portal.assets);
  homeRoutes(app, portal);
  paperRoutes(app, portal);
  privacyRoute(app, portal);
  for (const route of [
    openRoute,
    passcodeRoute,
    signInRoute,
    readRoute,
    messageRoute,
    attachmentRoute,
    signOutRoute,
    languageRoute,
  ])
    route(app, portal);
  for (const route of [previewRoute, wholeRoutes]) route(app, portal);
  revocationRoute(app, portal);
  for (const route of [accountRoute, oidcBeginRoute, oidcCallbackRoute, oidcEndRoutes]) route(app, portal);
  return app;
}

/** Refuses a host that is not the portal's and a POST that did not come from its pages. */
function admit({ config: { publicUrl } }: Portal, request: FastifyRequest): void {
  if (request.headers.host !== publicUrl.host) throw new PosternError('gateway.not_found');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (changes && request.routeOptions.config.crossSite !== true && !isSameOrigin(request.headers, publicUrl.origin))
    throw new PosternError('gateway.cross_site');
}

/** What fastify itself refuses (a body that is too large or not JSON) is the reader's; all else is ours. */
function fromHttpError(thrown: unknown): PosternError {
  if (thrown instanceof PosternError) return thrown;
  const status = thrown instanceof Error && 'statusCode' in thrown ? thrown.statusCode : 500;
  if (status === 413) return new PosternError('gateway.too_large', { cause: thrown });
  const theirs = typeof status === 'number' && status >= 400 && status < 500;
  return new PosternError(theirs ? 'gateway.form_invalid' : 'internal', { cause: thrown });
}
