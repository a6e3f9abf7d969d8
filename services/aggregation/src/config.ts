import type { Listen, SettingsReader } from '@postern/config';
import { readUsageBus, type UsageBusAddress } from '@postern/usage';
import { type Access, readAccess } from './access/access-settings.ts';
import { type Epsilon, parseEpsilon } from './domain/discrete-laplace.ts';
import type { SenderNames } from './export/table.ts';
import { readSenderNames } from './senders-file.ts';

export interface AggregationConfig {
  /** The analysts' page and its JSON. */
  readonly listen: Listen;
  readonly usageBus: UsageBusAddress;
  /** `pglite:` (in memory), `pglite:///directory`, or `postgres://…`. */
  readonly database: URL;
  /** A login that may read what is published and nothing else, `postgres://…`; without it we only take on its role. */
  readonly readerDatabase: URL | undefined;
  readonly publishing: PublishingConfig;
  /** Made-up days to publish at the start, where nothing is published; only in memory. */
  readonly demoDays: number;
  /** Who is let in. */
  readonly access: Access;
  /** Of senders by their numbers; those that have none here are shown by number. */
  readonly senderNames: SenderNames;
}

export interface PublishingConfig {
  /** How long after its end a day is closed at the earliest, in milliseconds. */
  readonly closeAfterMs: number;
  /** How long counts are kept after their day was published, in milliseconds. */
  readonly retainMs: number;
  /** Of the noise that is added to what is published; undefined: none. */
  readonly epsilon: Epsilon | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function readAggregationConfig(settings: SettingsReader): AggregationConfig {
  const listen = settings.listen('POSTERN_AGGREGATION_LISTEN', '127.0.0.1:8081');
  const sendersFile = 'POSTERN_AGGREGATION_SENDERS_FILE';
  const database = settings.url('POSTERN_AGGREGATION_DATABASE', ['pglite:', 'postgres:', 'postgresql:'], 'pglite:');
  return {
    listen,
    demoDays: readDemoDays(settings, database),
    usageBus: readUsageBus(settings, 'POSTERN_AGGREGATION_USAGE_BUS'),
    database,
    readerDatabase: settings.isSet('POSTERN_AGGREGATION_READER_DATABASE')
      ? settings.url('POSTERN_AGGREGATION_READER_DATABASE', ['postgres:', 'postgresql:'])
      : undefined,
    publishing: {
      closeAfterMs: settings.duration('POSTERN_AGGREGATION_CLOSE_AFTER', { min: HOUR_MS, max: 2 * DAY_MS }, '6h'),
      retainMs: settings.duration('POSTERN_AGGREGATION_RETAIN', { min: 3 * DAY_MS, max: 400 * DAY_MS }, '7d'),
      epsilon: settings.isSet('POSTERN_AGGREGATION_EPSILON') ? readEpsilon(settings) : undefined,
    },
    access: readAccess(settings, 'POSTERN_AGGREGATION_', listen),
    senderNames: (settings.isSet(sendersFile) ? settings.parsed(sendersFile, readSenderNames) : undefined) ?? new Map(),
  };
}

/** Where numbers are kept, made-up ones would stay beside the real ones: there they take a command. */
function readDemoDays(settings: SettingsReader, database: URL): number {
  const days = settings.integer('POSTERN_AGGREGATION_DEMO_DAYS', { min: 0, max: 3_660 }, 0);
  if (days > 0 && (database.protocol !== 'pglite:' || database.pathname !== ''))
    settings.reject('POSTERN_AGGREGATION_DEMO_DAYS', 'is for a database in memory (pglite:); see "postern analytics seed"');
  return days;
}

function readEpsilon(settings: SettingsReader): Epsilon | undefined {
  const epsilon = parseEpsilon(settings.text('POSTERN_AGGREGATION_EPSILON', 6));
  if (epsilon === undefined)
    settings.reject('POSTERN_AGGREGATION_EPSILON', 'must be a number from 0.001 to 10 with at most three decimals');
  return epsilon;
}
