import type { ServiceModule } from '@postern/runtime';
import { type RenderingConfig, readRenderingConfig } from './config.ts';
import { openRenderingDeps } from './deps.ts';
import { createRenderingService } from './service.ts';

export const renderingModule: ServiceModule<RenderingConfig> = {
  name: 'rendering',
  settingsPrefix: 'POSTERN_RENDERING_',
  readConfig: readRenderingConfig,
  create: async (config, platform) => createRenderingService(config, openRenderingDeps(config, platform), platform),
};

export type { RenderingConfig } from './config.ts';
