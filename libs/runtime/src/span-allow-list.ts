// What of a span leaves the process: its place in a trace, its times, and the
// attributes on this list whose values are shaped like codes. A span that some
// library makes, or an attribute that somebody adds in a hurry (a URL, an
// address, the text of an error), goes no further than this, whatever the
// collector behind it is told to do.
import type { Attributes, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { isCodeShaped } from './code-shaped.ts';

/** https://opentelemetry.io/docs/specs/semconv/rpc/ and …/http/, and two of our own. deploy/otel-collector.yaml has the same list. */
export const SPAN_ATTRIBUTES: readonly string[] = [
  'rpc.system.name',
  'rpc.method',
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'error.type',
  'postern.caller',
  'postern.callee',
];
const ALLOWED = new Set(SPAN_ATTRIBUTES);
/** A gRPC method, or an HTTP method and a route as it is written in the code, with its parameters' names and not their values. */
const SPAN_NAME = /^(?:[A-Z_]{2,10} )?[A-Za-z0-9_./:*-]{1,100}$/;
const ROUTE = /^[A-Za-z0-9_./:*-]{1,100}$/;
const WITHHELD = '[withheld]';

export function onlyAllowed(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(allowedPart), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** Every property by name: what a later version of the SDK adds to a span is left out until somebody reads this. */
export function allowedPart(span: ReadableSpan): ReadableSpan {
  const own = withoutState(span.spanContext());
  return {
    name: SPAN_NAME.test(span.name) ? span.name : WITHHELD,
    kind: span.kind,
    spanContext: () => own,
    ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: withoutState(span.parentSpanContext) }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: allowedAttributes(span.attributes),
    links: [],
    events: [],
    resource: span.resource,
    instrumentationScope: { name: 'postern' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** A trace's state (W3C tracestate) is text that whoever calls may choose. */
function withoutState({ traceId, spanId, traceFlags, isRemote = false }: SpanContext): SpanContext {
  return { traceId, spanId, traceFlags, isRemote };
}

function allowedAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!ALLOWED.has(name)) continue;
    if (typeof value === 'number') kept[name] = value;
    if (typeof value === 'string') kept[name] = isCodeShaped(value) || ROUTE.test(value) ? value : WITHHELD;
  }
  return kept;
}
