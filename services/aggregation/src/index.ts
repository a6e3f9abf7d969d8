import type { ServiceModule } from '@postern/runtime';
import { type AggregationConfig, readAggregationConfig } from './config.ts';
import { openAggregationDeps } from './deps.ts';
import { createAggregationService } from './service.ts';

export const aggregationModule: ServiceModule<AggregationConfig> = {
  name: 'aggregation',
  settingsPrefix: 'POSTERN_AGGREGATION_',
  readConfig: readAggregationConfig,
  create: async (config, platform) => createAggregationService(config, openAggregationDeps(config, platform), platform),
};

export { AnalystRoleMissing } from './adapters/migrations/analyst-role.ts';
export { migrateAnalytics, seedAnalytics } from './analytics-tasks.ts';
export type { AggregationConfig } from './config.ts';
