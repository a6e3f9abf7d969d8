import { certificateDates, dateMistake, TLS_LOOK_MS, type TlsMaterial, watchTlsDirectory } from '@postern/authority';
import { certificateName, type ServiceName } from '@postern/service-graph';
import type { EventLog } from './event-log.ts';
import type { Metrics } from './metrics.ts';
import type { ProcessConfig } from './process-config.ts';

interface Watched {
  readonly log: EventLog;
  readonly metrics: Metrics;
}

/**
 * The process's certificate, which follows its files. One that has expired is
 * no mistake in the settings: everybody refuses us until its file is replaced,
 * and then without a restart.
 */
export function watchProcessTls(
  service: ServiceName,
  { tlsDirectory, tls }: ProcessConfig,
  { log, metrics }: Watched,
): TlsMaterial {
  const mistake = dateMistake(tls.certificatePem, Date.now());
  if (mistake !== undefined) log.event('error', `tls.${mistake}`);
  const watched = watchTlsDirectory({
    directory: tlsDirectory,
    initial: tls,
    dnsName: certificateName(service),
    everyMs: TLS_LOOK_MS,
    now: Date.now,
    onReload: (outcome) => log.event(outcome === 'reloaded' ? 'info' : 'error', `tls.${outcome}`),
  });
  metrics.gauge({
    name: 'tls_certificate_expiry_timestamp_seconds',
    help: 'When the certificate that this process shows expires, seconds since 1970',
    labels: [],
    read: () => certificateDates(watched.certificatePem).notAfter / 1000,
  });
  return watched;
}
