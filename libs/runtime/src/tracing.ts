import type { Environment } from '@postern/config';

/**
 * Starts OpenTelemetry when an OTLP endpoint is configured by the standard
 * variables, and does not even load it otherwise. Resolves to what stops it.
 *
 * No automatic instrumentation, no detection of what the machine is: the RPC
 * pipeline and the HTTP server make the spans. Context travels as W3C
 * traceparent, and only where those two put it. `percent` of the traces that
 * begin in this process are kept; for others the caller has decided.
 */
export async function startTracing(service: string, environment: Environment, percent: number): Promise<() => Promise<void>> {
  if (!environment['OTEL_EXPORTER_OTLP_ENDPOINT'] && !environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) return async () => {};
  const [{ NodeSDK }, trace, { OTLPTraceExporter }, { resourceFromAttributes }, { W3CTraceContextPropagator }, { onlyAllowed }] =
    await Promise.all([
      import('@opentelemetry/sdk-node'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-proto'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/core'),
      import('./span-allow-list.ts'),
    ]);
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': `postern-${service}` }),
    autoDetectResources: false,
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
    textMapPropagator: new W3CTraceContextPropagator(),
    sampler: new trace.ParentBasedSampler({ root: new trace.TraceIdRatioBasedSampler(percent / 100) }),
    spanProcessors: [new trace.BatchSpanProcessor({ exporter: onlyAllowed(new OTLPTraceExporter()) })],
  });
  sdk.start();
  // A collector that is away keeps nobody from stopping.
  return () => sdk.shutdown().catch(() => {});
}
