import type { TlsMaterial } from '@postern/authority';
import type { SettingsReader } from '@postern/config';
import type { ServiceName } from '@postern/service-graph';
import type { MemoryUsageBus } from '@postern/usage';
import type { EventLog } from './event-log.ts';
import type { Metrics } from './metrics.ts';

/** What a process gives to each service that it runs. */
export interface Platform {
  readonly log: EventLog;
  readonly metrics: Metrics;
  /** The service's own certificate and key, and the authority it trusts. */
  readonly tls: TlsMaterial;
  /** What `memory:` means for the usage bus in this process. */
  readonly memoryUsageBus: MemoryUsageBus;
}

export interface Service {
  /** Resolves when the service takes work; rejects when it cannot. */
  start(): Promise<void>;
  /** Is going to be stopped soon. Takes work as before, and asks those who hold a connection to go elsewhere with the next. */
  drain?(): void;
  /** Takes no new work, lets what is under way end for at most `graceMs` milliseconds, and lets go of everything. */
  stop(graceMs: number): Promise<void>;
}

/** A service as both a process of its own and the standalone run it. */
export interface ServiceModule<Config> {
  readonly name: ServiceName;
  /** What its settings start with, for example `POSTERN_OTP_`. */
  readonly settingsPrefix: string;
  readConfig(settings: SettingsReader): Config;
  create(config: Config, platform: Platform): Promise<Service>;
}
