import type { Environment } from '@postern/config';

/**
 * Starts OpenTelemetry when an OTLP endpoint is configured by the standard
 * variables, and does not even load it otherwise. Resolves to what stops it.
 * No automatic instrumentation: the RPC pipeline makes the spans, with
 * attributes from a closed list.
 */
export async function startTracing(service: string, environment: Environment): Promise<() => Promise<void>> {
  if (!environment['OTEL_EXPORTER_OTLP_ENDPOINT'] && !environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) return async () => {};
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: `postern-${service}`, instrumentations: [] });
  sdk.start();
  return () => sdk.shutdown();
}
