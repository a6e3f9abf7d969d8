// Releases through gRPC and mutual TLS against their floor: raw P-256 ECDH,
// ES256 verification and AES key unwrap by node:crypto in the same run. The
// service has a process of its own (this file with an argument), so that its
// CPU time is its own; what is compared is CPU time for one release.
import { fork } from 'node:child_process';
import { createCipheriv, createDecipheriv, diffieHellman, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { KEY_RELEASE } from '@postern/contracts';
import {
  capsuleHash,
  generateCapsuleKeys,
  generateSenderKey,
  readCapsulePublicKey,
  readSenderKey,
  sealMail,
} from '@postern/envelope';
import { createRpcClient } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import { generateGrantKey, readGrantSigningKeys, signGrant } from '@postern/tokens';
import { MemoryUsageBus } from '@postern/usage';
import { keyReleaseModule } from '../src/index.ts';

const RELEASES = 6_000;
const IN_FLIGHT = 32;
const FLOOR_RUNS = 3_000;
const HOUR_MS = 3_600_000;
const log = createEventLog({ service: 'bench', level: 'error', destination: { write: () => {} } });

/** Microseconds of CPU time that `work` takes, `times` over. */
function cpuMicroseconds(work: () => void, times: number): number {
  for (let i = 0; i < times / 10; i++) work();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function floorMicroseconds(): number {
  const [ours, theirs] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  if (ours === undefined || theirs === undefined) throw new Error('no keys');
  const [signed, wrappingKey, iv] = [randomBytes(700), randomBytes(32), Buffer.alloc(8, 0xa6)];
  const signature = sign('sha256', signed, { key: ours.privateKey, dsaEncoding: 'ieee-p1363' });
  const cipher = createCipheriv('id-aes256-wrap', wrappingKey, iv);
  const wrapped = Buffer.concat([cipher.update(randomBytes(32)), cipher.final()]);
  return cpuMicroseconds(() => {
    diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey });
    verify('sha256', signed, { key: ours.publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    const decipher = createDecipheriv('id-aes256-wrap', wrappingKey, iv);
    Buffer.concat([decipher.update(wrapped), decipher.final()]);
  }, FLOOR_RUNS);
}

/** The child: serves until told to stop, and tells its CPU time when asked. */
async function serve(): Promise<void> {
  const [settings] = await once(process, 'message');
  const reader = new SettingsReader(settings.environment);
  const config = keyReleaseModule.readConfig(reader);
  reader.finish(keyReleaseModule.settingsPrefix);
  const service = await keyReleaseModule.create(config, {
    log,
    metrics: new Metrics(),
    tls: settings.tls,
    memoryUsageBus: new MemoryUsageBus(),
  });
  await service.start();
  process.on('message', async (message) => {
    if (message === 'cpu') process.send?.(cpuTime());
    else if (message === 'floor') process.send?.(floorMicroseconds());
    else {
      await service.stop(0);
      process.disconnect();
    }
  });
  process.send?.('ready');
}

async function measure(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  const file = (name: string, contents: string) => {
    const path = join(directory, name);
    writeFileSync(path, contents, { mode: 0o600 });
    return path;
  };
  const capsuleKeys = await generateCapsuleKeys();
  const sender = await generateSenderKey({ id: 'clinic', displayName: 'Clinic Example' });
  const grantKeys = generateGrantKey();
  const authority = await createAuthority(HOUR_MS);
  const port = 18_403;
  const child = fork(import.meta.filename, ['serve']);
  child.send({
    tls: await authority.issue('key-release', HOUR_MS),
    environment: {
      POSTERN_KEY_RELEASE_LISTEN: `127.0.0.1:${port}`,
      POSTERN_KEY_RELEASE_CAPSULE_KEYS: pathToFileURL(file('capsule-keys.json', capsuleKeys.privateKeys)).href,
      POSTERN_KEY_RELEASE_SENDERS_FILE: file('senders.json', sender.registry),
      POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: file('grant-keys.json', grantKeys.publicKeys),
      POSTERN_KEY_RELEASE_REVOCATIONS: 'memory:',
    },
  });
  await once(child, 'message');

  const now = Math.floor(Date.now() / 1000);
  const [sealed] = await sealMail({
    mail: Buffer.from('From: ada@sender.example\r\n\r\nHello'),
    recipients: ['bob@example.org'],
    sender: await readSenderKey(sender.senderKey),
    portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey(capsuleKeys.publicKey) },
    issuedAt: now,
    expiresAt: now + 3600,
    rights: ['download', 'print'],
    random: randomBytes,
  });
  const capsule = sealed?.capsule ?? '';
  const [grantKey] = readGrantSigningKeys(grantKeys.privateKeys);
  const grant = signGrant(
    { subject: 'bob@example.org', capsuleHash: capsuleHash(capsule), issuedAt: now, expiresAt: now + 60 },
    grantKey,
  );
  const client = createRpcClient(KEY_RELEASE, {
    target: `127.0.0.1:${port}`,
    callee: 'key-release',
    tls: await authority.issue('rendering', HOUR_MS),
    log,
    metrics: new Metrics(),
  });
  const release = () => client.methods.release({ capsule, grant }, { timeoutMs: 30_000 });
  const releases = async (count: number) => {
    let left = count;
    const worker = async () => {
      while (left-- > 0) await release();
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  };
  const ask = async (question: 'cpu' | 'floor'): Promise<number> => {
    child.send(question);
    const [answer] = await once(child, 'message');
    return Number(answer);
  };

  await releases(RELEASES / 4);
  const floorBefore = await ask('floor');
  const [cpuBefore, startedAt] = [await ask('cpu'), performance.now()];
  await releases(RELEASES);
  const perSecond = RELEASES / ((performance.now() - startedAt) / 1000);
  const microseconds = ((await ask('cpu')) - cpuBefore) / RELEASES;
  const floor = Math.min(floorBefore, await ask('floor'));
  process.stdout.write(
    `a release: ${microseconds.toFixed(0)} us of CPU, floor ${floor.toFixed(0)} us (ECDH + ES256 + unwrap), ratio ${(microseconds / floor).toFixed(2)}\n` +
      `releases a second on one core: ${(1e6 / microseconds).toFixed(0)} by CPU time; ${perSecond.toFixed(0)} were served, the client on the same machine\n`,
  );
  client.close();
  child.send('stop');
  await once(child, 'exit');
  rmSync(directory, { recursive: true });
}

await (process.argv[2] === 'serve' ? serve() : measure());
