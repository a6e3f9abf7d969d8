import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '@postern/authority';
import { SERVICES, type ServiceName } from '@postern/service-graph';
import { ensureKeyFiles, keyFilesIn, type StandalonePorts, standaloneSettings } from '@postern/standalone';
import { type Child, freePorts, startChild } from './child.ts';
import { deliveredCode, deliveredMails, required } from './real-backends.ts';
import type { System } from './system.ts';
import { startWatchedRedis, type WatchedRedis } from './watched-redis.ts';

const HOUR = 3_600_000;

export interface SixProcesses extends System {
  /** The process of one service, to be stopped and started again by tests of what happens then. */
  readonly children: ReadonlyMap<ServiceName, Child>;
  restart(service: ServiceName): Promise<void>;
  readonly redis: WatchedRedis;
  /** The metrics page of one service, as it is now. */
  metricsOf(service: ServiceName): Promise<string>;
}

/**
 * Each service as its own process, over mutual TLS, with a real Redis, Kafka,
 * PostgreSQL and Postfix. Every process gets its own certificate and only the
 * settings that start with its own name. When it stops, and Redis was given
 * anything but what is documented, that is an error: so every suite that starts
 * one shows that it was not. `added` goes into the environment of all of them.
 */
export async function startSixProcesses(topic: string, added: Readonly<Record<string, string>> = {}): Promise<SixProcesses> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-e2e-'));
  const keys = await ensureKeyFiles(keyFilesIn(join(directory, 'keys')));
  const [portal = 0, usage = 0, identity = 0, otp = 0, keyRelease = 0, rendering = 0, ...ops] = await freePorts(12);
  const ports: StandalonePorts = { portal, usage, identity, otp, keyRelease, rendering, mailbox: 0, ops: 0, smtp: 0 };
  const redis = await startWatchedRedis();
  const secrets = new Set<string>();
  const backends = {
    redis: redis.url,
    kafka: `kafka://${required('TEST_KAFKA_BROKERS')}/${topic}`,
    postgres: required('TEST_POSTGRES_URL'),
    revocations: `kafka://${required('TEST_KAFKA_BROKERS')}/${topic}.revocations`,
  };
  const settings = standaloneSettings(ports, keys, backends, { POSTERN_OTP_SMTP_URL: required('TEST_SMTP_URL') });

  const authority = await createAuthority(HOUR);
  const children = new Map<ServiceName, Child>();
  let earlierOutput = '';

  async function start(service: ServiceName, opsPort: number): Promise<void> {
    const prefix = `POSTERN_${service.toUpperCase().replaceAll('-', '_')}_`;
    const own = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith(prefix)));
    const environment = {
      ...own,
      POSTERN_OPS_LISTEN: `127.0.0.1:${opsPort}`,
      POSTERN_TLS_DIR: join(directory, 'tls', service),
      POSTERN_STOP_GRACE: '3s',
      ...added,
    };
    const child = startChild(`services/${service}/src/main.ts`, [], environment);
    children.set(service, child);
    await child.says('process.ready');
  }

  for (const service of SERVICES) {
    const tls = await authority.issue(service, HOUR);
    const tlsDirectory = join(directory, 'tls', service);
    mkdirSync(tlsDirectory, { recursive: true });
    writeFileSync(join(tlsDirectory, 'ca.crt'), tls.caPem);
    writeFileSync(join(tlsDirectory, 'tls.crt'), tls.certificatePem);
    writeFileSync(join(tlsDirectory, 'tls.key'), tls.keyPem, { mode: 0o600 });
  }
  await Promise.all(SERVICES.map((service, i) => start(service, ops[i] ?? 0)));

  return {
    name: 'six processes',
    portal: `http://localhost:${portal}`,
    usage: `http://127.0.0.1:${usage}`,
    keys: keys.directory,
    children,
    redis,
    metricsOf: async (service) => (await fetch(`http://127.0.0.1:${ops[SERVICES.indexOf(service)]}/metrics`)).text(),
    mailsTo: async (address) => {
      secrets.add(address);
      return (await deliveredMails(address)).length;
    },
    passcodeFor: async (address, since) => {
      const code = await deliveredCode(address, since);
      secrets.add(address).add(code);
      return code;
    },
    output: () => earlierOutput + [...children.values()].map((child) => child.output()).join(''),
    restart: async (service) => {
      earlierOutput += children.get(service)?.output() ?? '';
      await children.get(service)?.stop();
      await start(service, ops[SERVICES.indexOf(service)] ?? 0);
    },
    stop: async () => {
      await Promise.all([...children.values()].map((child) => child.stop()));
      const findings = await redis.findings([...secrets]);
      await redis.stop();
      rmSync(directory, { recursive: true, force: true });
      if (findings.length > 0) throw new Error(`Redis has seen what it should not:\n${findings.join('\n')}`);
    },
  };
}
