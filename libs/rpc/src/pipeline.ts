// What happens around every handler, in this order: span, metrics, error
// mapping. (Who calls and by when was checked before, in caller-check.ts.)

import type { Metadata } from '@grpc/grpc-js';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type PosternError, toPosternError } from '@postern/errors';
import type { EventLog, Metrics } from '@postern/runtime';
import type { Histogram } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Observed {
  readonly log: EventLog;
  readonly metrics: Metrics;
}

export class Pipeline {
  readonly #log: EventLog;
  readonly #durations: Histogram;
  readonly #kind: SpanKind;

  constructor(side: 'server' | 'client', { log, metrics }: Observed) {
    this.#log = log;
    this.#kind = side === 'server' ? SpanKind.SERVER : SpanKind.CLIENT;
    this.#durations = metrics.histogram({
      name: `rpc_${side}_duration_seconds`,
      help: `Duration of gRPC calls, ${side} side`,
      labels: ['method', 'code'],
      buckets: SECONDS,
    });
  }

  /** Runs one call; whatever it throws leaves as a PosternError. `carrier` continues the caller's trace. */
  async run<T>(method: string, call: () => Promise<T>, carrier?: Metadata): Promise<T> {
    const parent = carrier === undefined ? context.active() : propagation.extract(context.active(), carrier, METADATA_GETTER);
    const span = trace
      .getTracer('postern')
      .startSpan(method, { kind: this.#kind, attributes: { 'rpc.system': 'grpc', 'rpc.method': method } }, parent);
    const startedAt = performance.now();
    try {
      const result = await context.with(trace.setSpan(parent, span), call);
      this.#record(method, 'ok', startedAt, span);
      return result;
    } catch (thrown) {
      const error = toPosternError(thrown);
      this.#record(method, error.code, startedAt, span);
      if (error.kind === 'internal') this.#log.failure('call.failed', error, { method });
      throw error;
    }
  }

  #record(method: string, code: 'ok' | PosternError['code'], startedAt: number, span: Span): void {
    this.#durations.observe({ method, code }, (performance.now() - startedAt) / 1000);
    span.setAttribute('postern.code', code);
    if (code !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

const METADATA_GETTER = {
  keys: (carrier: Metadata) => Object.keys(carrier.getMap()),
  get: (carrier: Metadata, key: string) => carrier.get(key).map(String),
};

/** Adds the active trace context to a call's metadata (W3C traceparent). */
export function injectTrace(metadata: Metadata): Metadata {
  propagation.inject(context.active(), metadata, { set: (carrier, key, value) => carrier.set(key, value) });
  return metadata;
}
