// What happens around every call, on both sides, in this order: span, metrics,
// error mapping. (Who calls and by when was checked before, in caller-check.ts.)

import type { Metadata } from '@grpc/grpc-js';
import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type PosternError, toPosternError } from '@postern/errors';
import { type EventLog, exemplarOf, type Metrics } from '@postern/runtime';
import type { ServiceName } from '@postern/service-graph';
import type { Histogram } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Observed {
  readonly log: EventLog;
  readonly metrics: Metrics;
}

/** One edge of the service graph and a method on it. */
export interface Edge {
  /** Undefined where a certificate names none of our services: no such call reaches a server's pipeline. */
  readonly caller: ServiceName | undefined;
  readonly callee: ServiceName;
  /** As gRPC has it in its path: `/package.Service/Method`. */
  readonly path: string;
}

export type Outcome = 'ok' | 'cancelled' | PosternError['code'];

export interface OpenCall {
  /** In which the call's span is the active one. */
  readonly context: Context;
  /** Once, when the call has ended. */
  ended(outcome: Outcome): void;
}

export class Pipeline {
  readonly #log: EventLog;
  readonly #durations: Histogram;
  readonly #kind: SpanKind;

  constructor(side: 'server' | 'client', { log, metrics }: Observed) {
    this.#log = log;
    this.#kind = side === 'server' ? SpanKind.SERVER : SpanKind.CLIENT;
    this.#durations = metrics.histogram({
      name: `rpc_${side}_call_duration_seconds`,
      help: `Duration of gRPC calls, ${side} side`,
      labels: ['caller', 'callee', 'method', 'code'],
      buckets: SECONDS,
      exemplars: true,
    });
  }

  /** Runs one call; whatever it throws leaves as a PosternError. `carrier` continues the caller's trace. */
  async run<T>(edge: Edge, call: () => Promise<T>, carrier?: Metadata): Promise<T> {
    const open = this.open(edge, carrier);
    try {
      const result = await context.with(open.context, call);
      open.ended('ok');
      return result;
    } catch (thrown) {
      const error = toPosternError(thrown);
      if (error.kind === 'internal')
        context.with(open.context, () => this.#log.failure('call.failed', error, { method: edge.path }));
      open.ended(error.code);
      throw error;
    }
  }

  /** The same for a call whose end is an event. */
  open({ caller, callee, path }: Edge, carrier?: Metadata): OpenCall {
    const parent = carrier === undefined ? context.active() : propagation.extract(context.active(), carrier, METADATA_GETTER);
    const method = path.slice(1);
    const edge = { caller: caller ?? 'unknown', callee };
    const attributes = {
      'rpc.system.name': 'grpc',
      'rpc.method': method,
      'postern.caller': edge.caller,
      'postern.callee': callee,
    };
    const span = trace.getTracer('postern').startSpan(method, { kind: this.#kind, attributes }, parent);
    const startedAt = performance.now();
    return {
      context: trace.setSpan(parent, span),
      ended: (code) => {
        const value = (performance.now() - startedAt) / 1000;
        this.#durations.observe({ labels: { ...edge, method, code }, value, exemplarLabels: exemplarOf(span) });
        endSpan(span, code);
      },
    };
  }
}

function endSpan(span: Span, code: Outcome): void {
  if (code !== 'ok' && code !== 'cancelled') span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

const METADATA_GETTER = {
  keys: (carrier: Metadata) => Object.keys(carrier.getMap()),
  get: (carrier: Metadata, key: string) => carrier.get(key).map(String),
};

/** Adds a trace context, the active one unless told, to a call's metadata (W3C traceparent). */
export function injectTrace(metadata: Metadata, from: Context = context.active()): Metadata {
  propagation.inject(from, metadata, { set: (carrier, key, value) => carrier.set(key, value) });
  return metadata;
}
