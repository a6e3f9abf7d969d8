import type { ServiceModule } from '@postern/runtime';
import { type IdentityConfig, readIdentityConfig } from './config.ts';
import { openIdentityDeps } from './deps.ts';
import { createIdentityService } from './service.ts';

export const identityModule: ServiceModule<IdentityConfig> = {
  name: 'identity',
  settingsPrefix: 'POSTERN_IDENTITY_',
  readConfig: readIdentityConfig,
  create: async (config, platform) => createIdentityService(config, await openIdentityDeps(config, platform), platform),
};

export type { IdentityConfig } from './config.ts';
