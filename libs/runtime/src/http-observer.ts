// The HTTP servers' side of what `Pipeline` is for calls between services: a
// span, a duration, and how many are under way. The edge is the internet: a
// traceparent that a browser or a program sends is not looked at, and every
// request begins a trace of its own. Routes are named as they are written in
// the code, never by what was asked for.
import { type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { exemplarOf } from './exemplar.ts';
import type { Metrics } from './metrics.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Nobody heard the answer. nginx's number for it. */
const CLIENT_GONE = 499;
const MOST_LISTENERS = 20;

/** Call it before anything else adds a hook, so that what other hooks refuse is seen as well. */
export function observeHttp(app: FastifyInstance, metrics: Metrics): void {
  const durations = metrics.histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests, from their head to the end of the answer',
    labels: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: SECONDS,
    exemplars: true,
  });
  const active = metrics.gauge({ name: 'http_server_active_requests', help: 'HTTP requests under way', labels: [] });
  const contexts = new WeakMap<FastifyRequest, Context>();

  app.addHook('onRequest', (request, { raw }, done) => {
    const [names, startedAt] = [namesOf(request), performance.now()];
    const span = startSpan(names);
    const within = trace.setSpan(context.active(), span);
    contexts.set(request, within);
    active.inc();
    // Every function that returns the reply listens for its end as well: with some routes that makes eleven.
    raw.setMaxListeners(MOST_LISTENERS);
    raw.once('close', () => {
      active.dec();
      const code = raw.writableFinished ? raw.statusCode : CLIENT_GONE;
      const labels = { http_request_method: names.method, http_route: names.route, http_response_status_code: code };
      durations.observe({ labels, value: (performance.now() - startedAt) / 1000, exemplarLabels: exemplarOf(span) });
      endSpan(span, code);
    });
    context.with(within, done);
  });
  // A body is read by the events of its socket, which know nothing of the request's context.
  app.addHook('preHandler', (request, _reply, done) => {
    context.with(contexts.get(request) ?? context.active(), done);
  });
}

interface Names {
  readonly method: string;
  readonly route: string;
}

function namesOf(request: FastifyRequest): Names {
  return {
    method: METHODS.has(request.method) ? request.method : '_OTHER',
    route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
  };
}

function startSpan({ method, route }: Names): Span {
  const attributes = { 'http.request.method': method, 'http.route': route };
  return trace.getTracer('postern').startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, root: true, attributes });
}

function endSpan(span: Span, code: number): void {
  span.setAttribute('http.response.status_code', code);
  if (code >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
