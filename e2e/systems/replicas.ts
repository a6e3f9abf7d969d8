// Two of each service, as a cluster runs them: each replica has an address of
// its own, callers find them by a name that stands for those which are ready,
// and the gateways are behind a balancer. A replica that is replaced comes
// back under another address, after its successor is ready.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAuthority } from '@postern/authority';
import { SERVICES, type ServiceName } from '@postern/service-graph';
import { ensureKeyFiles, keyFilesIn, standaloneSettings } from '@postern/standalone';
import { type Backend, startBalancer } from './balancer.ts';
import { type Child, freePorts, startChild } from './child.ts';
import { deliveredCode, deliveredMails, required } from './real-backends.ts';
import type { System } from './system.ts';

const HOUR = 3_600_000;
const REPLICAS = 2;
/** For the balancer to notice, and for connections to be used once more: it asks every 100 ms. */
const STOP_DELAY = '1s';
/** So that the load meets the services and not its own budget. */
const NO_BUDGET = Object.fromEntries(
  ['OPEN', 'ASK', 'TRY', 'READ', 'PAGE'].flatMap((name) => [
    [`POSTERN_GATEWAY_RATE_${name}`, '1000000'],
    [`POSTERN_GATEWAY_RATE_${name}_ALL`, '1000000'],
  ]),
);

interface Replica {
  readonly child: Child;
  readonly address: string;
  readonly backend: Backend;
}

export interface Replicas extends System {
  /** Replaces every replica of a service, one after the other, as a rolling update does. */
  roll(service: ServiceName): Promise<void>;
  /** How many calls or requests each replica of a service has answered. */
  answered(service: ServiceName): Promise<readonly number[]>;
}

export async function startReplicas(topic: string): Promise<Replicas> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-replicas-'));
  const keys = await ensureKeyFiles(keyFilesIn(join(directory, 'keys')));
  const [usage = 0, identity = 0, otp = 0, keyRelease = 0, rendering = 0, gateway = 0, ops = 0] = await freePorts(7);
  const portOf: Readonly<Record<ServiceName, number>> = {
    gateway,
    identity,
    otp,
    'key-release': keyRelease,
    rendering,
    aggregation: usage,
  };
  const balancer = await startBalancer();
  const ports = { portal: balancer.port, usage, identity, otp, keyRelease, rendering, mailbox: 0, ops: 0, smtp: 0 };
  const kafka = `kafka://${required('TEST_KAFKA_BROKERS')}/${topic}`;
  const settings = standaloneSettings(
    ports,
    keys,
    { redis: required('TEST_REDIS_URL'), kafka, postgres: required('TEST_POSTGRES_URL'), revocations: `${kafka}.revocations` },
    { POSTERN_OTP_SMTP_URL: required('TEST_SMTP_URL'), POSTERN_RENDERING_WORKERS: '1', ...NO_BUDGET },
  );
  const authority = await createAuthority(HOUR);
  const names = join(directory, 'names.json');
  const replicas = new Map<ServiceName, Replica[]>(SERVICES.map((service) => [service, []]));
  let started = 0;
  let output = '';

  function publishNames(): void {
    const named = SERVICES.map((service) => [`${service}.test`, (replicas.get(service) ?? []).map(({ address }) => address)]);
    writeFileSync(`${names}.new`, JSON.stringify(Object.fromEntries(named)));
    renameSync(`${names}.new`, names);
  }

  /** Without a sign-in, analysts' pages are for 127.0.0.1 alone; nobody looks for aggregation by its name. */
  async function listenOf(service: ServiceName, address: string): Promise<string> {
    const [port = 0] = service === 'aggregation' ? await freePorts(1) : [portOf[service]];
    return `${service === 'aggregation' ? '127.0.0.1' : address}:${port}`;
  }

  async function start(service: ServiceName): Promise<void> {
    started += 1;
    const address = `127.0.${1 + Math.floor(started / 250)}.${1 + (started % 250)}`;
    const prefix = `POSTERN_${service.toUpperCase().replaceAll('-', '_')}_`;
    const own = Object.entries(settings).filter(([name]) => name.startsWith(prefix));
    const found = own.map(([name, value]) => {
      const callee = SERVICES.find((each) => name.endsWith(`_${each.toUpperCase().replaceAll('-', '_')}_TARGET`));
      return [name, callee === undefined ? value : `dns:///${callee}.test:${portOf[callee]}`];
    });
    const child = startChild(`services/${service}/src/main.ts`, [], {
      ...Object.fromEntries(found),
      [`${prefix}LISTEN`]: await listenOf(service, address),
      POSTERN_OPS_LISTEN: `${address}:${ops}`,
      POSTERN_TLS_DIR: join(directory, 'tls', service),
      POSTERN_STOP_DELAY: STOP_DELAY,
      POSTERN_STOP_GRACE: '10s',
      POSTERN_TEST_NAMES: names,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'names-from-file.ts')).href}`,
    });
    await child.says('process.ready');
    const backend = { host: address, port: portOf[service], readiness: `http://${address}:${ops}/readyz` };
    replicas.get(service)?.push({ child, address, backend });
    publishNames();
    if (service === 'gateway') await balancer.add(backend);
  }

  async function stopOldest(service: ServiceName): Promise<void> {
    const oldest = replicas.get(service)?.shift();
    if (oldest === undefined) return;
    publishNames();
    const code = await oldest.child.stop();
    balancer.remove(oldest.backend);
    output += oldest.child.output();
    if (code !== 0) throw new Error(`${service} ended with ${code}:\n${oldest.child.output()}`);
  }

  for (const service of SERVICES) {
    const tls = await authority.issue(service, HOUR);
    mkdirSync(join(directory, 'tls', service), { recursive: true });
    const files = { 'ca.crt': tls.caPem, 'tls.crt': tls.certificatePem, 'tls.key': tls.keyPem };
    for (const [name, pem] of Object.entries(files)) writeFileSync(join(directory, 'tls', service, name), pem, { mode: 0o600 });
  }
  const stopAll = async () => {
    await Promise.all([...replicas.values()].flat().map(({ child }) => child.stop()));
    await balancer.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  publishNames();
  for (let i = 0; i < REPLICAS; i++) {
    const ready = await Promise.allSettled(SERVICES.map(start));
    const failed = ready.find((each) => each.status === 'rejected');
    if (failed === undefined) continue;
    await stopAll();
    throw failed.reason;
  }

  return {
    name: 'two replicas of each service',
    portal: `http://localhost:${balancer.port}`,
    usage: 'http://unused.invalid',
    keys: keys.directory,
    mailsTo: async (address) => (await deliveredMails(address)).length,
    passcodeFor: deliveredCode,
    roll: async (service) => {
      for (let i = 0; i < REPLICAS; i++) {
        await start(service);
        await stopOldest(service);
      }
    },
    answered: (service) =>
      Promise.all(
        (replicas.get(service) ?? []).map(async ({ address }) => {
          const page = await (await fetch(`http://${address}:${ops}/metrics`)).text();
          const counts = page.matchAll(/^(?:rpc_server_call|http_server_request)_duration_seconds_count\{.*\} (\d+)$/gm);
          return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
        }),
      ),
    output: () =>
      output +
      [...replicas.values()]
        .flat()
        .map(({ child }) => child.output())
        .join(''),
    stop: stopAll,
  };
}
