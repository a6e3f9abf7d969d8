import type { EventLog, Platform, Service, ServiceModule } from '@postern/runtime';
import { type GatewayConfig, readGatewayConfig, SETTINGS_PREFIX } from './config.ts';
import { type GatewayDeps, openDeps } from './deps.ts';
import { createApp } from './http/app.ts';
import { createPortal } from './http/portal.ts';

export const gatewayModule: ServiceModule<GatewayConfig> = {
  name: 'gateway',
  settingsPrefix: SETTINGS_PREFIX,
  readConfig: readGatewayConfig,
  create: async (config, platform: Platform) => createGateway(config, openDeps(config, platform), platform.log),
};

export async function createGateway(config: GatewayConfig, deps: GatewayDeps, log: EventLog): Promise<Service> {
  const app = await createApp(createPortal(config, deps), log);
  return {
    start: async () => {
      await app.listen(config.listen);
      log.event('info', 'gateway.listening', { address: 'http', port: config.listen.port });
    },
    stop: async (graceMs) => {
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
      await deps.close(graceMs);
    },
  };
}
