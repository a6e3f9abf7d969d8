import { RENDERING } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { RenderingConfig } from './config.ts';
import type { RenderingDeps } from './deps.ts';
import { BytesInFlight } from './domain/bytes-in-flight.ts';
import { fetchPart } from './rpc/fetch-part.ts';
import { render } from './rpc/render.ts';

export function createRenderingService(config: RenderingConfig, deps: RenderingDeps, { tls, log, metrics }: Platform): Service {
  const gauge = metrics.gauge({ name: 'rendering_bytes_in_flight', help: 'Bytes of sealed bodies in memory', labels: [] });
  const inFlight = new BytesInFlight(config.maxBytesInFlight, (bytes) => gauge.set(bytes));
  const limits = { maxBodyBytes: config.maxBodyBytes, inFlight };
  const server = new RpcServer({ service: 'rendering', tls, log, metrics });
  server.serve(RENDERING, { render: render(deps, limits), fetchPart: fetchPart(deps, limits) });
  return {
    start: async () => {
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
    },
    stop: async (graceMs) => {
      await server.stop(graceMs);
      await deps.close();
    },
  };
}
