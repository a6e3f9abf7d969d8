import type { ServiceModule } from '@postern/runtime';
import { type KeyReleaseConfig, readKeyReleaseConfig } from './config.ts';
import { openKeyReleaseDeps } from './deps.ts';
import { createKeyReleaseService } from './service.ts';

export const keyReleaseModule: ServiceModule<KeyReleaseConfig> = {
  name: 'key-release',
  settingsPrefix: 'POSTERN_KEY_RELEASE_',
  readConfig: readKeyReleaseConfig,
  create: async (config, platform) => createKeyReleaseService(config, await openKeyReleaseDeps(config, platform), platform),
};

export type { KeyReleaseConfig } from './config.ts';
