// The one place that knows about process.env, signals and exit codes.
import { readTlsDirectory, type TlsMaterial, tlsMistake } from '@postern/authority';
import { ConfigError, type Environment, type Listen, SettingsReader } from '@postern/config';
import { certificateName, type ServiceName } from '@postern/service-graph';
import { MemoryUsageBus } from '@postern/usage';
import { createEventLog, type EventLog, type Level } from './event-log.ts';
import { Metrics } from './metrics.ts';
import { OpsServer } from './ops-server.ts';
import type { Service, ServiceModule } from './service-module.ts';
import { startTracing } from './tracing.ts';

/** sysexits.h: a configuration error; an orchestrator that restarts it changes nothing. */
export const EX_CONFIG = 78;

interface ProcessConfig {
  readonly logLevel: Level;
  readonly opsListen: Listen;
  readonly graceMs: number;
  readonly tls: TlsMaterial;
}

function readProcessConfig(settings: SettingsReader, service: ServiceName): ProcessConfig {
  return {
    logLevel: settings.choice('POSTERN_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    opsListen: settings.listen('POSTERN_OPS_LISTEN', '127.0.0.1:9090'),
    graceMs: settings.duration('POSTERN_STOP_GRACE', { min: 0, max: 600_000 }, '25s'),
    tls: readTls(settings, service),
  };
}

function readTls(settings: SettingsReader, service: ServiceName): TlsMaterial {
  const directory = settings.text('POSTERN_TLS_DIR', 4096);
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

/** Resolves when the process is asked to stop (SIGTERM, SIGINT); a second signal ends it at once. */
export function stopRequested(log: EventLog): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        log.event('info', 'process.stopping', { signal });
        resolve();
      });
    }
  });
}

/** Runs one service as this process, from its environment to its exit code. */
export async function runProcess<Config>(module: ServiceModule<Config>, environment: Environment = process.env): Promise<void> {
  const settings = new SettingsReader(environment);
  const config = module.readConfig(settings);
  const common = readProcessConfig(settings, module.name);
  try {
    settings.finish(module.settingsPrefix);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = EX_CONFIG;
    return;
  }
  if (process.argv.includes('--check-config')) {
    process.stdout.write('configuration: ok\n');
    return;
  }
  const log = createEventLog({ service: module.name, level: common.logLevel });
  const stopTracing = await startTracing(module.name, environment);
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  let ready = false;
  const ops = new OpsServer({ metrics, isReady: () => ready });
  let stopped: Promise<false>;
  let service: Service;
  try {
    service = await module.create(config, { log, metrics, tls: common.tls, memoryUsageBus: new MemoryUsageBus() });
    stopped = stopRequested(log).then(() => false);
    // Before the service, so that one that waits at its start is seen to live, and to be not ready.
    const port = await ops.start(common.opsListen);
    log.event('info', 'process.starting', { address: 'ops', port });
    ready = await Promise.race([service.start().then(() => true), stopped]);
    if (ready) log.event('info', 'process.ready', { address: 'ops', port });
  } catch (thrown) {
    // What only shows when a key is opened can be as much of a mistake in the settings as what shows before.
    if (thrown instanceof ConfigError) process.stderr.write(`${thrown.message}\n`);
    else log.failure('process.start_failed', thrown);
    process.exit(thrown instanceof ConfigError ? EX_CONFIG : 1);
  }
  await stopped;
  ready = false;
  await service.stop(common.graceMs);
  await ops.stop();
  await stopTracing();
  log.event('info', 'process.stopped');
  process.exit(0);
}
