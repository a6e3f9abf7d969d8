import { closableConnections, type Platform, type Service, type ServiceModule } from '@postern/runtime';
import { type GatewayConfig, readGatewayConfig, SETTINGS_PREFIX } from './config.ts';
import { type GatewayDeps, openDeps } from './deps.ts';
import { createApp } from './http/app.ts';
import { createPortal } from './http/portal.ts';

export const gatewayModule: ServiceModule<GatewayConfig> = {
  name: 'gateway',
  settingsPrefix: SETTINGS_PREFIX,
  readConfig: readGatewayConfig,
  create: async (config, platform: Platform) => createGateway(config, openDeps(config, platform), platform),
};

export async function createGateway(
  config: GatewayConfig,
  deps: GatewayDeps,
  platform: Pick<Platform, 'log' | 'metrics'>,
): Promise<Service> {
  const app = await createApp(createPortal(config, deps), platform);
  const closeConnections = closableConnections(app);
  return {
    drain: closeConnections,
    start: async () => {
      await app.listen(config.listen);
      platform.log.event('info', 'gateway.listening', { address: 'http', port: config.listen.port });
    },
    stop: async (graceMs) => {
      closeConnections();
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
      await deps.close(graceMs);
    },
  };
}
