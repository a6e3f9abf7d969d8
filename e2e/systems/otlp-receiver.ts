// A collector as small as it can be: takes OTLP over HTTP in protobuf, keeps
// the bytes as they came, to be searched, and reads what a trace is made of.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import protobuf from 'protobufjs';

/** Of opentelemetry/proto/collector/trace/v1, the fields that are looked at; unknown ones are in the bytes. */
const SCHEMA = `
syntax = "proto3";
message Value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; }
message Attribute { string key = 1; Value value = 2; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4;
  string name = 5; int32 kind = 6; repeated Attribute attributes = 9; repeated bytes events = 11; repeated bytes links = 13;
}
message ScopeSpans { repeated Span spans = 2; }
message Resource { repeated Attribute attributes = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Export { repeated ResourceSpans resource_spans = 1; }
`;

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string; readonly intValue: number };
}
interface WireSpan {
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly parentSpanId: Buffer;
  readonly traceState: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly Buffer[];
  readonly links: readonly Buffer[];
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

export interface ReceivedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Whether it carries what a span here never has: state, events or links. */
  readonly hasMore: boolean;
}

export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  spans(): readonly ReceivedSpan[];
  /** Everything that was received. */
  bytes(): Buffer;
  stop(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const type = protobuf.parse(SCHEMA).root.lookupType('Export');
  const received: Buffer[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      received.push(bytes);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => received.flatMap((bytes) => spansOf(type, bytes)),
    bytes: () => Buffer.concat(received),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spansOf(type: protobuf.Type, bytes: Buffer): readonly ReceivedSpan[] {
  const options = { longs: Number, defaults: true, arrays: true, objects: true } as const;
  const message = type.toObject(type.decode(bytes), options) as Export;
  return message.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name']);
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => received(service, span)));
  });
}

function received(service: string, span: WireSpan): ReceivedSpan {
  return {
    service,
    traceId: span.traceId.toString('hex'),
    spanId: span.spanId.toString('hex'),
    parentSpanId: span.parentSpanId.toString('hex'),
    name: span.name,
    attributes: valuesOf(span.attributes),
    hasMore: span.traceState !== '' || span.events.length + span.links.length > 0,
  };
}

function valuesOf(attributes: readonly Attribute[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue === '' ? value.intValue : value.stringValue]),
  );
}
