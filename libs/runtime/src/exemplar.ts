import { type Span, TraceFlags } from '@opentelemetry/api';

/** The labels of an exemplar that leads to the span's trace; none when the trace is not kept. */
export function exemplarOf(span: Span): Record<string, string> {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return (traceFlags & TraceFlags.SAMPLED) === 0 ? {} : { trace_id: traceId, span_id: spanId };
}
