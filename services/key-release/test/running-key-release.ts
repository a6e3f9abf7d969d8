import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Authority, createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { KEY_RELEASE } from '@postern/contracts';
import {
  capsuleHash,
  generateCapsuleKeys,
  generateSenderKey,
  readCapsulePublicKey,
  readSenderKey,
  type SealOptions,
  sealMail,
} from '@postern/envelope';
import { createRpcClient } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import type { ServiceName } from '@postern/service-graph';
import { generateGrantKey, readGrantSigningKeys, signGrant } from '@postern/tokens';
import { MemoryUsageBus } from '@postern/usage';
import { keyReleaseModule } from '../src/index.ts';

const HOUR_MS = 3_600_000;
export const READER = 'bob@example.org';

export type RunningKeyRelease = Awaited<ReturnType<typeof runKeyRelease>>;

/** The real service over mutual TLS, on files of its own. */
export async function runKeyRelease() {
  const directory = mkdtempSync(join(tmpdir(), 'postern-key-release-'));
  const path = (name: string) => join(directory, name);
  /** As an operator replaces a file: at once. */
  const put = (name: string, contents: string) => {
    writeFileSync(path(`${name}.next`), contents, { mode: 0o600 });
    renameSync(path(`${name}.next`), path(name));
    return path(name);
  };
  const [capsuleKeys, sender, grants] = [
    await generateCapsuleKeys(),
    await generateSenderKey({ id: 'clinic', displayName: 'Clinic', usageNumber: 7 }),
    generateGrantKey(),
  ];
  const settings = new SettingsReader({
    POSTERN_KEY_RELEASE_LISTEN: '127.0.0.1:0',
    POSTERN_KEY_RELEASE_CAPSULE_KEYS: pathToFileURL(put('capsule-keys.json', capsuleKeys.privateKeys)).href,
    POSTERN_KEY_RELEASE_SENDERS_FILE: put('senders.json', sender.registry),
    POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: put('grant-keys.json', grants.publicKeys),
    POSTERN_KEY_RELEASE_REVOCATIONS: pathToFileURL(put('revocations', '')).href,
  });
  const config = keyReleaseModule.readConfig(settings);
  settings.finish(keyReleaseModule.settingsPrefix);
  const lines: Record<string, unknown>[] = [];
  const log = createEventLog({
    service: 'key-release',
    level: 'info',
    destination: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const metrics = new Metrics();
  const authority: Authority = await createAuthority(HOUR_MS);
  const service = await keyReleaseModule.create(config, {
    log,
    metrics,
    tls: await authority.issue('key-release', HOUR_MS),
    memoryUsageBus: new MemoryUsageBus(),
  });
  await service.start();
  const port = Number(lines.find(({ event }) => event === 'rpc.listening')?.['port']);
  const quiet = createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } });
  const clients = new Map<ServiceName, { close(): void }>();
  const [grantKey] = readGrantSigningKeys(grants.privateKeys);

  return {
    capsuleKeys,
    sender,
    lines,
    metrics,
    put,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    client: async (caller: ServiceName) => {
      const client = createRpcClient(KEY_RELEASE, {
        target: `127.0.0.1:${port}`,
        callee: 'key-release',
        tls: await authority.issue(caller, HOUR_MS),
        log: quiet,
        metrics: new Metrics(),
      });
      clients.get(caller)?.close();
      clients.set(caller, client);
      return client.methods;
    },
    seal: async (changes: Partial<SealOptions> = {}): Promise<string> => {
      const now = Math.floor(Date.now() / 1000);
      const [sealed] = await sealMail({
        mail: Buffer.from('From: ada@sender.example\r\n\r\nHello\r\n'),
        recipients: [READER],
        sender: await readSenderKey(sender.senderKey),
        portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey(capsuleKeys.publicKey) },
        issuedAt: now,
        expiresAt: now + 3600,
        rights: [],
        random: randomBytes,
        ...changes,
      });
      if (sealed === undefined) throw new Error('nothing sealed');
      return sealed.capsule;
    },
    grant: (capsule: string): string => {
      const issuedAt = Math.floor(Date.now() / 1000);
      return signGrant({ subject: READER, capsuleHash: capsuleHash(capsule), issuedAt, expiresAt: issuedAt + 60 }, grantKey);
    },
    stop: async () => {
      for (const client of clients.values()) client.close();
      await service.stop(0);
      rmSync(directory, { recursive: true });
    },
  };
}
