// The one place that knows about process.env and exit codes. A process that is
// told to stop says first that it is not ready, then goes on as if nothing had
// happened until nobody sends it work any more, then takes no more, ends what
// is under way, flushes what it knows about itself, and exits. Every step has
// its time, and the last word is a timer: an orchestrator that has to kill us
// cuts answers that somebody waits for.
import { setTimeout as after } from 'node:timers/promises';
import { ConfigError, type Environment, SettingsReader } from '@postern/config';
import { MemoryUsageBus } from '@postern/usage';
import { createEventLog } from './event-log.ts';
import { Metrics } from './metrics.ts';
import { OpsServer } from './ops-server.ts';
import { type ProcessConfig, readProcessConfig } from './process-config.ts';
import { watchProcessTls } from './process-tls.ts';
import type { Service, ServiceModule } from './service-module.ts';
import { stopRequested } from './stop-requested.ts';
import { startTracing } from './tracing.ts';

/** sysexits.h: a configuration error; an orchestrator that restarts it changes nothing. */
export const EX_CONFIG = 78;
/** Beyond the grace, for letting go of connections and for what is left to be told: usage, spans, log lines. */
const FLUSH_MS = 5_000;

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
  await run(module, config, common, environment);
}

async function run<Config>(
  module: ServiceModule<Config>,
  config: Config,
  common: ProcessConfig,
  environment: Environment,
): Promise<void> {
  const log = createEventLog({ service: module.name, level: common.logLevel });
  const stopTracing = await startTracing(module.name, environment, common.tracesPercent);
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  const tls = watchProcessTls(module.name, common, { log, metrics });
  let ready = false;
  const ops = new OpsServer({ metrics, isReady: () => ready });
  let stopped: Promise<false>;
  let service: Service;
  try {
    service = await module.create(config, { log, metrics, tls, memoryUsageBus: new MemoryUsageBus() });
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
  if (ready) {
    ready = false;
    service.drain?.();
    await after(common.stopDelayMs);
  }
  setTimeout(() => {
    log.event('error', 'process.stop_overran');
    process.exit(1);
  }, common.graceMs + FLUSH_MS);
  await service.stop(common.graceMs);
  await stopTracing();
  await ops.stop();
  log.event('info', 'process.stopped');
  process.exit(0);
}
