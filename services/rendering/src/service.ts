import { RENDERING } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { RenderingConfig } from './config.ts';
import type { RenderingDeps } from './deps.ts';
import { BytesInFlight } from './domain/bytes-in-flight.ts';
import { countOutcomes, gaugeBytesInFlight, timeWork } from './events.ts';
import { fetchPart } from './rpc/fetch-part.ts';
import { fetchWhole } from './rpc/fetch-whole.ts';
import { preview } from './rpc/preview.ts';
import { render } from './rpc/render.ts';

export function createRenderingService(config: RenderingConfig, deps: RenderingDeps, { tls, log, metrics }: Platform): Service {
  const inFlight = new BytesInFlight(config.maxBytesInFlight, gaugeBytesInFlight(metrics));
  const limits = { maxBodyBytes: config.maxBodyBytes, inFlight };
  const timed = { ...deps, renderer: timeWork(deps.renderer, metrics) };
  const server = new RpcServer({ service: 'rendering', tls, log, metrics });
  server.serve(RENDERING, {
    render: countOutcomes('message', render(timed, limits), metrics),
    fetchPart: countOutcomes('attachment', fetchPart(timed, limits), metrics),
    preview: countOutcomes('preview', preview(timed, limits), metrics),
    fetchWhole: countOutcomes('whole', fetchWhole(timed, limits), metrics),
  });
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
