// Composition only: the six modules as six processes would run them, each with
// its own certificate and over the same gRPC, plus a mailbox to look at.
import { aggregationModule } from '@postern/aggregation';
import { createAuthority } from '@postern/authority';
import { type Environment, SettingsReader } from '@postern/config';
import { gatewayModule } from '@postern/gateway';
import { identityModule } from '@postern/identity';
import { keyReleaseModule } from '@postern/key-release';
import { otpModule } from '@postern/otp';
import { renderingModule } from '@postern/rendering';
import { type EventLog, Metrics, OpsServer, type Platform, type Service, type ServiceModule } from '@postern/runtime';
import { MemoryUsageBus } from '@postern/usage';
import { ensureKeyFiles, type KeyFiles } from './key-files.ts';
import { MailStore } from './mailbox/mail-store.ts';
import { createMailboxServer } from './mailbox/mailbox-server.ts';
import { SmtpListener } from './mailbox/smtp-listener.ts';
import type { StandalonePorts } from './ports.ts';
import { type Backends, keyFilesIn, standaloneSettings } from './settings.ts';

const CERTIFICATES_VALID_FOR_MS = 365 * 86_400_000;

interface StandaloneOptions {
  readonly ports: StandalonePorts;
  readonly dataDirectory: string;
  readonly backends: Backends;
  readonly environment: Environment;
  readonly log: EventLog;
}

export interface Standalone {
  readonly urls: {
    readonly portal: string;
    readonly mailbox: string;
    readonly usage: string;
    readonly smtp: string;
    readonly ops: string;
  };
  readonly keys: KeyFiles;
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

export async function createStandalone({
  ports,
  dataDirectory,
  backends,
  environment,
  log,
}: StandaloneOptions): Promise<Standalone> {
  const keys = await ensureKeyFiles(keyFilesIn(dataDirectory));
  const settings = new SettingsReader(standaloneSettings(ports, keys, backends, environment));
  const authority = await createAuthority(CERTIFICATES_VALID_FOR_MS);
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  const memoryUsageBus = new MemoryUsageBus();

  async function make<Config>(module: ServiceModule<Config>): Promise<() => Promise<Service>> {
    const config = module.readConfig(settings);
    const platform: Platform = {
      log,
      metrics,
      memoryUsageBus,
      tls: await authority.issue(module.name, CERTIFICATES_VALID_FOR_MS),
    };
    return () => module.create(config, platform);
  }

  // Callees before callers.
  const makers = [
    await make(keyReleaseModule),
    await make(otpModule),
    await make(identityModule),
    await make(renderingModule),
    await make(aggregationModule),
    await make(gatewayModule),
  ];
  const modules = [keyReleaseModule, otpModule, identityModule, renderingModule, aggregationModule, gatewayModule];
  settings.finish(...modules.map(({ settingsPrefix }) => settingsPrefix));

  const urls = {
    portal: `http://localhost:${ports.portal}`,
    mailbox: `http://127.0.0.1:${ports.mailbox}`,
    usage: `http://127.0.0.1:${ports.usage}`,
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    ops: `http://127.0.0.1:${ports.ops}`,
  };
  const store = new MailStore();
  const smtp = new SmtpListener(store);
  const mailbox = createMailboxServer(store, urls);
  let ready = false;
  const ops = new OpsServer({ metrics, isReady: () => ready });
  const running: Service[] = [];

  return {
    urls,
    keys,
    start: async () => {
      await smtp.start(ports.smtp);
      await mailbox.listen({ host: '127.0.0.1', port: ports.mailbox });
      for (const makeService of makers) {
        const service = await makeService();
        await service.start();
        running.push(service);
      }
      await ops.start({ host: '127.0.0.1', port: ports.ops });
      await openDatabase(urls.usage);
      ready = true;
    },
    stop: async (graceMs) => {
      ready = false;
      // Callers before callees, so that what is under way can end.
      for (const service of running.reverse()) await service.stop(graceMs);
      await Promise.all([smtp.stop(), mailbox.close(), ops.stop()]);
    },
  };
}

/**
 * The embedded database starts with its first query, and holds this thread for
 * seconds: better now than under the first reader. Whether it can be had is the usage page's to say.
 */
async function openDatabase(usagePage: string): Promise<void> {
  const answer = await fetch(usagePage, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
  await answer?.body?.cancel();
}
