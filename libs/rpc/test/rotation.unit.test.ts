// An authority is replaced under load, as an operator does it who takes a
// stolen one out: both are trusted, then the new one certifies, then it alone
// is trusted. The files are swapped as Kubernetes swaps them, on both sides.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Authority,
  createAuthority,
  readTlsDirectory,
  type TlsMaterial,
  type WatchedTls,
  watchTlsDirectory,
} from '@postern/authority';
import { KEY_RELEASE } from '@postern/contracts';
import { createEventLog, Metrics } from '@postern/runtime';
import { certificateName, type ServiceName } from '@postern/service-graph';
import { createRpcClient } from '../src/client.ts';
import { RpcServer } from '../src/server.ts';

const HOUR = 3_600_000;
const CALLERS = 16;
const observed = {
  log: createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } }),
  metrics: new Metrics(),
};

/** A service's mounted certificates. */
class Mount {
  readonly service: ServiceName;
  readonly #directory = mkdtempSync(join(tmpdir(), 'postern-rotation-'));
  #versions = 0;
  #reloaded: (() => void) | undefined;

  constructor(service: ServiceName) {
    this.service = service;
    for (const name of ['ca.crt', 'tls.crt', 'tls.key']) symlinkSync(join('..data', name), join(this.#directory, name));
  }

  swap({ caPem, certificatePem, keyPem }: TlsMaterial): void {
    const version = `..${++this.#versions}`;
    mkdirSync(join(this.#directory, version));
    const files = { 'ca.crt': caPem, 'tls.crt': certificatePem, 'tls.key': keyPem };
    for (const [name, pem] of Object.entries(files)) writeFileSync(join(this.#directory, version, name), pem);
    symlinkSync(version, join(this.#directory, '..data_tmp'));
    renameSync(join(this.#directory, '..data_tmp'), join(this.#directory, '..data'));
  }

  /** Resolves when the service has them. */
  async replace(material: TlsMaterial): Promise<void> {
    const reloaded = new Promise<void>((resolve) => {
      this.#reloaded = resolve;
    });
    this.swap(material);
    await reloaded;
  }

  watch(): WatchedTls {
    return watchTlsDirectory({
      directory: this.#directory,
      initial: readTlsDirectory(this.#directory),
      dnsName: certificateName(this.service),
      everyMs: 5,
      now: Date.now,
      onReload: () => this.#reloaded?.(),
    });
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }
}

let before: Authority;
let after: Authority;
let server: RpcServer;
let port: number;
const mounts = { server: new Mount('key-release'), client: new Mount('gateway') };
const watched: WatchedTls[] = [];

beforeAll(async () => {
  [before, after] = [await createAuthority(HOUR), await createAuthority(HOUR)];
  for (const mount of Object.values(mounts)) {
    mount.swap(await before.issue(mount.service, HOUR));
    watched.push(mount.watch());
  }
  const [tls] = watched;
  if (tls === undefined) throw new Error('nothing watched');
  server = new RpcServer({ service: 'key-release', tls, maxConnectionAgeMs: 100, ...observed });
  server.serve(KEY_RELEASE, {
    describe: async ({ capsule }) => ({ maskedRecipient: capsule }),
    checkRecipient: async () => ({}),
    release: async () => ({}),
    revoke: async () => ({}),
  });
  port = await server.start({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.stop(0);
  for (const each of watched) each.close();
  for (const mount of Object.values(mounts)) mount.remove();
});

/** SHA-256 of the certificate that a new connection is shown. */
async function shownByServer(client: TlsMaterial): Promise<string> {
  const servername = certificateName('key-release');
  const { caPem: ca, certificatePem: cert, keyPem: key } = client;
  const socket = connect({ host: '127.0.0.1', port, servername, ca, cert, key, ALPNProtocols: ['h2'] });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

describe('certificates that are replaced under load', () => {
  it('fail no call, and what is taken out of the trusted ones is refused', async () => {
    const [, clientTls] = watched;
    if (clientTls === undefined) throw new Error('nothing watched');
    const callee = { target: `127.0.0.1:${port}`, callee: 'key-release' } as const;
    const client = createRpcClient(KEY_RELEASE, { ...callee, tls: clientTls, ...observed });
    let calls = 0;
    let isOver = false;
    const failures: unknown[] = [];
    const callOnce = async () => {
      await client.methods.describe({ capsule: 'c' }, { timeoutMs: 5_000 }).catch((thrown: unknown) => failures.push(thrown));
      calls += 1;
    };
    const load = Array.from({ length: CALLERS }, async () => {
      while (!isOver && failures.length === 0) await callOnce();
    });
    /** So many calls that every connection has been made anew since. */
    const meanwhile = async () => {
      const [from, at] = [calls, performance.now()];
      while (failures.length === 0 && (calls < from + 200 || performance.now() < at + 250)) await callOnce();
    };
    const stolen = await before.issue('gateway', HOUR);
    const everywhere = async (change: (service: ServiceName) => Promise<TlsMaterial>) => {
      for (const mount of Object.values(mounts)) await mount.replace(await change(mount.service));
      await meanwhile();
    };

    await meanwhile();
    const shownFirst = await shownByServer(stolen);
    const both = `${before.caPem}\n${after.caPem}`;
    await everywhere(async (service) => ({ ...(await before.issue(service, HOUR)), caPem: both }));
    await everywhere(async (service) => ({ ...(await after.issue(service, HOUR)), caPem: both }));
    const shownThen = await shownByServer({ ...stolen, caPem: both });
    await everywhere((service) => after.issue(service, HOUR));
    isOver = true;
    await Promise.all(load);
    client.close();

    expect(failures).toEqual([]);
    expect(calls).toBeGreaterThan(800);
    expect(shownThen).not.toBe(shownFirst);
    const thief = createRpcClient(KEY_RELEASE, { ...callee, tls: { ...stolen, caPem: both }, ...observed });
    await expect(thief.methods.describe({}, { timeoutMs: 2_000 })).rejects.toMatchObject({ code: 'call.unavailable' });
    thief.close();
  });
});
