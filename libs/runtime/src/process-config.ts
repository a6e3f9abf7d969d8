import { readTlsDirectory, type TlsMaterial, tlsMistake } from '@postern/authority';
import type { Listen, SettingsReader } from '@postern/config';
import { certificateName, type ServiceName } from '@postern/service-graph';
import type { Level } from './event-log.ts';

const TEN_MINUTES_MS = 600_000;

/** What every process is told, whatever its service. */
export interface ProcessConfig {
  readonly logLevel: Level;
  readonly opsListen: Listen;
  /** Between not being ready and taking no new work, in milliseconds: as long as others need to notice. */
  readonly stopDelayMs: number;
  /** For what is under way then, in milliseconds. */
  readonly graceMs: number;
  readonly tlsDirectory: string;
  readonly tls: TlsMaterial;
  /** Of a hundred traces that begin here, how many are kept. */
  readonly tracesPercent: number;
}

export function readProcessConfig(settings: SettingsReader, service: ServiceName): ProcessConfig {
  const tlsDirectory = settings.text('POSTERN_TLS_DIR', 4096);
  return {
    logLevel: settings.choice('POSTERN_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    opsListen: settings.listen('POSTERN_OPS_LISTEN', '127.0.0.1:9090'),
    stopDelayMs: settings.duration('POSTERN_STOP_DELAY', { min: 0, max: TEN_MINUTES_MS }, '0s'),
    graceMs: settings.duration('POSTERN_STOP_GRACE', { min: 0, max: TEN_MINUTES_MS }, '25s'),
    tlsDirectory,
    tls: readTls(settings, tlsDirectory, service),
    tracesPercent: settings.integer('POSTERN_TRACES_PERCENT', { min: 0, max: 100 }, 100),
  };
}

function readTls(settings: SettingsReader, directory: string, service: ServiceName): TlsMaterial {
  try {
    const tls = readTlsDirectory(directory);
    const mistake = tlsMistake(tls, certificateName(service));
    if (mistake !== undefined) settings.reject('POSTERN_TLS_DIR', `names a directory whose ${mistake}`);
    return tls;
  } catch {
    settings.reject('POSTERN_TLS_DIR', 'must be a directory with readable ca.crt, tls.crt and tls.key');
    return { caPem: '', certificatePem: '', keyPem: '' };
  }
}
