// A process that starts while something that it needs is away, or is given a
// password that is not right: it lives, says once what it is, tries again at
// its own pace, and an orchestrator has no reason to start it again and again.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import type { ServiceName } from '@postern/service-graph';
import { type Backends, ensureKeyFiles, keyFilesIn, portsFrom, standaloneSettings } from '@postern/standalone';
import { type Child, freePorts, startChild } from './systems/child.ts';
import { required } from './systems/real-backends.ts';
import { eventually } from './systems/system.ts';

const HOUR = 3_600_000;
const WRONG_PASSWORD = 'Buchfink-is-not-it';
const directory = mkdtempSync(join(tmpdir(), 'postern-away-'));

let child: Child;
let opsPort: number;
/** Takes connections and closes them, like a broker behind a proxy that cannot reach it. */
const nobody = createServer((socket) => {
  knocks += 1;
  socket.destroy();
});
let knocks = 0;

beforeAll(async () => {
  nobody.listen(0, '127.0.0.1');
  await once(nobody, 'listening');
});
afterEach(async () => {
  await child.stop();
});
afterAll(() => {
  nobody.close();
  rmSync(directory, { recursive: true });
});

async function start(service: ServiceName, backends: Backends): Promise<void> {
  const tls = await (await createAuthority(HOUR)).issue(service, HOUR);
  const files = { 'ca.crt': tls.caPem, 'tls.crt': tls.certificatePem, 'tls.key': tls.keyPem };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(directory, name), pem);
  const keys = await ensureKeyFiles(keyFilesIn(join(directory, 'keys')));
  const prefix = `POSTERN_${service.toUpperCase().replaceAll('-', '_')}_`;
  const settings = standaloneSettings(portsFrom(1024), keys, backends, { [`${prefix}LISTEN`]: '127.0.0.1:0' });
  const own = Object.entries(settings).filter(([name]) => name.startsWith(prefix));
  [opsPort = 0] = await freePorts(1);
  const common = { POSTERN_OPS_LISTEN: `127.0.0.1:${opsPort}`, POSTERN_TLS_DIR: directory };
  child = startChild(`services/${service}/src/main.ts`, [], { ...Object.fromEntries(own), ...common });
}

const status = async (path: string) => (await fetch(`http://127.0.0.1:${opsPort}${path}`)).status;
const linesWith = (text: string) =>
  child
    .output()
    .split('\n')
    .filter((line) => line.includes(text));

describe('when something is away at the start', () => {
  it('key-release waits for Kafka, alive and not ready, tries again and says so once', async () => {
    const { port } = nobody.address() as AddressInfo;
    await start('key-release', { revocations: `kafka://127.0.0.1:${port}/revocations` });
    await child.says('revocations.interrupted');
    const before = knocks;
    await eventually(async () => (knocks >= before + 3 ? true : undefined));
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503]);
    expect(linesWith('revocations.interrupted')).toHaveLength(1);
    expect(await child.stop()).toBe(0);
  }, 60_000);

  it('aggregation goes on without its database, and names PostgreSQL’s code for a wrong password and not the password', async () => {
    const url = new URL(required('TEST_POSTGRES_URL'));
    url.password = WRONG_PASSWORD;
    await start('aggregation', { postgres: url.href });
    await child.says('"code":"28P01"');
    expect([await status('/livez'), child.output().includes(WRONG_PASSWORD), child.output().includes(url.host)]).toEqual([
      200,
      false,
      false,
    ]);
    expect(await child.stop()).toBe(0);
  }, 60_000);
});
