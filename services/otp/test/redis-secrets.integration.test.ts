// How otp and Redis prove to each other who they are: passwords out of files,
// a user who may do what passcodes need and nothing else, TLS by an authority
// of one's own, and all of it behind a sentinel.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority, type TlsMaterial } from '@postern/authority';
import { Secret } from '@postern/config';
import { Redis } from 'ioredis';
import { openRedis, type RedisAccess } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import { freePort, type RedisProcess, startRedisProcess, startSentinelProcess } from './redis-process.ts';
import { redisAt } from './test-redis.ts';

const HOUR = 3_600_000;
const PASSWORD = 'p@ss word/1';
const secret = (text: string) => new Secret(Buffer.from(text));
/** The line that services/otp/README.md gives to operators. */
const [, ACL = ''] =
  /^user postern on >PASSWORD (.+)$/m.exec(readFileSync(new URL('../README.md', import.meta.url), 'utf8')) ?? [];

let certificate: TlsMaterial;
let directory: string;
beforeAll(async () => {
  certificate = await (await createAuthority(HOUR)).issueName('localhost', HOUR);
  directory = mkdtempSync(join(tmpdir(), 'postern-redis-tls-'));
  writeFileSync(join(directory, 'ca.crt'), certificate.caPem);
  writeFileSync(join(directory, 'tls.crt'), certificate.certificatePem);
  writeFileSync(join(directory, 'tls.key'), certificate.keyPem);
});

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function tlsSettings(port: number): readonly string[] {
  const file = (name: string) => join(directory, name);
  return [
    '--tls-port',
    String(port),
    '--tls-cert-file',
    file('tls.crt'),
    '--tls-key-file',
    file('tls.key'),
    '--tls-ca-cert-file',
    file('ca.crt'),
    '--tls-auth-clients',
    'no',
  ];
}

async function startRedis(settings: readonly string[] = []): Promise<RedisProcess> {
  const server = await startRedisProcess(await freePort(), settings);
  cleanups.push(() => server.stop());
  return server;
}

function adminOf(port: number): Redis {
  const admin = new Redis(port, '127.0.0.1');
  cleanups.push(() => admin.disconnect());
  return admin;
}

/** Whether a code can be made and verified; `refused` tells of a server that lets nobody in, or is not trusted. */
async function tryIt(access: RedisAccess): Promise<'works' | 'refused'> {
  const refused = Promise.withResolvers<'refused'>();
  const isSentinel = access.address.topology === 'sentinel';
  const redis = openRedis(access, () => isSentinel && refused.resolve('refused'));
  // ioredis closes a connection that was refused, and tries again; of sentinels it only tells the error.
  redis.once('reconnecting', () => refused.resolve('refused'));
  const store = new RedisPasscodeStore(redis);
  cleanups.push(() => store.close());
  const ready = new Promise<'ready'>((resolve) => redis.once('ready', () => resolve('ready')));
  if ((await Promise.race([ready, refused.promise])) === 'refused') return 'refused';
  const place = { address: 'address', browser: 'browser' };
  const at = { now: Date.now(), limits: DEFAULT_LIMITS };
  const issued = await store.issue({ ...at, places: [place], digest: 'digest', reference: 'BCDF', isDecoy: false });
  const guesses = ['wrong', 'digest'].map((digest) => store.verify({ ...at, guesses: [{ place, digest }] }));
  expect([issued.status, ...(await Promise.all(guesses)).map(({ status }) => status)]).toEqual(['issued', 'wrong', 'accepted']);
  return 'works';
}

describe('a Redis with a password', () => {
  it('lets otp in with the one out of a file or out of the URL, and not otherwise', async () => {
    const { port } = await startRedis();
    const admin = adminOf(port);
    await admin.config('SET', 'requirepass', PASSWORD);
    const url = `redis://127.0.0.1:${port}`;
    expect(await tryIt(redisAt(url, { password: secret(PASSWORD) }))).toBe('works');
    expect(await tryIt(redisAt(`redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`))).toBe('works');
    expect(await tryIt(redisAt(url, { password: secret('wrong') }))).toBe('refused');
    expect(await tryIt(redisAt(url))).toBe('refused');
  });

  it('needs to let the user of otp do no more than the README says', async () => {
    const { port } = await startRedis();
    const admin = adminOf(port);
    expect(ACL).toContain('~postern:');
    await admin.call('ACL', 'SETUSER', 'postern', 'on', '>secret', ...ACL.split(' '));
    const url = `redis://postern@127.0.0.1:${port}`;
    expect(await tryIt(redisAt(url, { password: secret('secret') }))).toBe('works');
    const postern = new Redis({ port, username: 'postern', password: 'secret' });
    cleanups.push(() => postern.disconnect());
    for (const [command, ...args] of [
      ['KEYS', '*'],
      ['GET', 'other'],
      ['FLUSHALL'],
      ['CONFIG', 'GET', '*'],
      ['MONITOR'],
    ] as const)
      await expect(postern.call(command, ...args)).rejects.toThrow('NOPERM');
  });
});

describe('a Redis over TLS', () => {
  it('is believed when its certificate is by the authority that was configured and bears its name', async () => {
    const port = await freePort();
    await startRedis(tlsSettings(port));
    const ca = certificate.caPem;
    expect(await tryIt(redisAt(`rediss://localhost:${port}`, { ca }))).toBe('works');
    expect(await tryIt(redisAt(`rediss://localhost:${port}`))).toBe('refused');
    expect(await tryIt(redisAt(`rediss://127.0.0.1:${port}`, { ca }))).toBe('refused');
    const other = await createAuthority(HOUR);
    expect(await tryIt(redisAt(`rediss://localhost:${port}`, { ca: other.caPem }))).toBe('refused');
  });

  it('is spoken to over TLS behind a sentinel too, which has TLS and a password of its own', async () => {
    const [masterPort, sentinelPort] = [await freePort(), await freePort()];
    const replicas = ['--tls-replication', 'yes'];
    const master = await startRedis([...tlsSettings(masterPort), ...replicas]);
    const admin = adminOf(master.port);
    await admin.config('SET', 'requirepass', PASSWORD);
    const sentinel = await startSentinelProcess(await freePort(), masterPort, [...tlsSettings(sentinelPort), ...replicas]);
    cleanups.push(() => sentinel.stop());
    const watcher = adminOf(sentinel.port);
    await watcher.call('SENTINEL', 'SET', 'codes', 'auth-pass', PASSWORD);
    await watcher.call('ACL', 'SETUSER', 'default', 'resetpass', '>sentinels');
    const url = `rediss+sentinel://localhost:${sentinelPort}/codes`;
    const secrets = { password: secret(PASSWORD), sentinelPassword: secret('sentinels'), ca: certificate.caPem };
    expect(await tryIt(redisAt(url, secrets))).toBe('works');
    expect(await tryIt(redisAt(url, { ...secrets, sentinelPassword: undefined }))).toBe('refused');
    expect(await tryIt(redisAt(url, { ...secrets, ca: undefined }))).toBe('refused');
  });
});
