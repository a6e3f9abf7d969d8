// The analysts' listener: which hosts it answers, what every answer says about
// itself, who is let in, and what becomes of an error. Nothing of what is asked
// is logged, and what is measured is the route and how it ended: what an analyst
// looks at is nobody's business either.
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { type Metrics, observeHttp } from '@postern/runtime';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { PublishedReader } from '../adapters/published-reader.ts';
import type { SenderNames } from '../export/table.ts';
import { problemPage } from '../pages/message-pages.ts';
import { assetRoute, loadAssets } from './assets.ts';
import { dashboardRoutes } from './dashboard.ts';
import { liveApi } from './live-api.ts';
import { describeApi, openApiRoute } from './openapi.ts';
import { PROBLEMS, Problem, problemJson } from './problem.ts';
import { queryApi } from './query-api.ts';
import { createRateLimits, RATE_LIMITS, type RateLimits } from './rate-limits.ts';
import { readPublished } from './read-published.ts';
import { isOwnHost, isSameOrigin } from './same-origin.ts';
import { searchOfRequest } from './search-of-request.ts';
import { securityHeaders } from './security-headers.ts';
import { pageSender, type SendPage } from './send-page.ts';
import { signInRoutes } from './sign-in.ts';
import { toProblem } from './to-problem.ts';
import { admit, atThisMachine, bearerToken, recogniseBySignIn, type SignInParts } from './visitor.ts';

export interface SignIn extends SignInParts {
  readonly publicUrl: URL;
  readonly sessionSeconds: number;
}

export interface AppOptions {
  readonly reader: PublishedReader;
  readonly senderNames: SenderNames;
  /** Undefined: whoever is at this machine may do everything. */
  readonly signIn: SignIn | undefined;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the counts could not be read. */
  readonly unavailable: (cause: unknown) => void;
  /** Told of a mistake of ours. */
  readonly failed: (cause: unknown) => void;
  readonly rateLimits?: RateLimits;
}

const BODY_BYTES = 64 * 1024;

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { reader, senderNames, signIn, metrics, now, unavailable, failed, rateLimits = RATE_LIMITS } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    requestTimeout: 15_000,
    connectionTimeout: 60_000,
    maxRequestsPerSocket: 1_000,
    http: { headersTimeout: 15_000, maxHeaderSize: 16 * 1024 },
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A question is taken as it is or refused: nothing is left out of it, and nothing is turned into something else.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
    frameworkErrors: (_error, _request, reply) => {
      reply.headers(securityHeaders(signIn?.publicUrl));
      return sendProblem(reply, new Problem('not_found'));
    },
  });
  observeHttp(app, metrics);
  // The schemas of answers are there to be read; they must not leave anything out of them.
  app.setSerializerCompiler(() => JSON.stringify);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_BYTES });
  const assets = loadAssets();
  const sendPage = pageSender({ asset: assets.url, senderNames }, now);
  app.decorateRequest('visitor');
  await guard(app, { signIn, now, rateLimits });
  answerErrors(app, sendPage, failed);

  const read = readPublished(reader, unavailable);
  await describeApi(app, signIn?.publicUrl);
  assetRoute(app, assets);
  dashboardRoutes(app, { read, senderNames, sendPage, now });
  queryApi(app, read, senderNames);
  liveApi(app, read, now);
  openApiRoute(app);
  if (signIn !== undefined) signInRoutes(app, { ...signIn, sendPage, now: () => Math.floor(now() / 1_000) });
  return app;
}

/** Decides about every request before anything of it is read but its head. */
async function guard(
  app: FastifyInstance,
  {
    signIn,
    now,
    rateLimits,
  }: { readonly signIn: SignIn | undefined; readonly now: () => number; readonly rateLimits: RateLimits },
): Promise<void> {
  const recognise = signIn === undefined ? atThisMachine : recogniseBySignIn(signIn, () => Math.floor(now() / 1_000));
  const count = await createRateLimits(app, rateLimits);
  const headers = securityHeaders(signIn?.publicUrl);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (!isOwnHost(request.headers.host, signIn?.publicUrl)) throw new Problem('not_found');
    const hasToken = bearerToken(request) !== undefined;
    // Before a token is looked at, which is work, whoever brings it is counted.
    if (hasToken) await count(request, undefined);
    request.visitor = await recognise(request);
    await count(request, request.visitor?.countedBy);
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && !hasToken && !isSameOrigin(request.headers, signIn?.publicUrl)) throw new Problem('cross_site');
    if (!request.is404) admit(request.visitor, request.routeOptions.config.needs);
  });
}

function answerErrors(app: FastifyInstance, sendPage: SendPage, failed: (cause: unknown) => void): void {
  app.setErrorHandler((thrown, request, reply) => {
    const problem = toProblem(thrown);
    if (problem.code === 'internal') failed(thrown);
    if (forPrograms(request)) return sendProblem(reply, problem);
    setProblemHeaders(reply, problem);
    const search = request.routeOptions.url === '/' ? searchOfRequest(request) : '';
    return sendPage(request, reply, () => problemPage(problem, search));
  });
  app.setNotFoundHandler(() => {
    throw new Problem('not_found');
  });
}

function forPrograms(request: FastifyRequest): boolean {
  return request.routeOptions.config.forPrograms === true || request.raw.url?.startsWith('/api/') === true;
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  setProblemHeaders(reply, problem);
  return reply.type('application/problem+json').send(JSON.stringify(problemJson(problem)));
}

function setProblemHeaders(reply: FastifyReply, { code, retryAfterSeconds }: Problem): void {
  reply.code(PROBLEMS[code].status);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  // RFC 6750 section 3.
  if (code === 'signed_out') reply.header('www-authenticate', 'Bearer realm="postern usage"');
}
