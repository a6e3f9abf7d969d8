import type { Listen, SettingsReader } from '@postern/config';
import { readUsageBus, type UsageBusAddress } from '@postern/usage';

export interface AggregationConfig {
  /** The analysts' page and its JSON. */
  readonly listen: Listen;
  readonly usageBus: UsageBusAddress;
  /** `pglite:` (in memory), `pglite:///directory`, or `postgres://…`. */
  readonly database: URL;
  /** A login that may read what is published and nothing else, `postgres://…`; without it we only take on its role. */
  readonly readerDatabase: URL | undefined;
}

export function readAggregationConfig(settings: SettingsReader): AggregationConfig {
  return {
    listen: settings.listen('POSTERN_AGGREGATION_LISTEN', '127.0.0.1:8081'),
    usageBus: readUsageBus(settings, 'POSTERN_AGGREGATION_USAGE_BUS'),
    database: settings.url('POSTERN_AGGREGATION_DATABASE', ['pglite:', 'postgres:', 'postgresql:'], 'pglite:'),
    readerDatabase: settings.isSet('POSTERN_AGGREGATION_READER_DATABASE')
      ? settings.url('POSTERN_AGGREGATION_READER_DATABASE', ['postgres:', 'postgresql:'])
      : undefined,
  };
}
