// What a pod would find at /etc/postern: real keys, a certificate, passwords.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Authority, createAuthority } from '@postern/authority';
import type { ServiceName } from '@postern/service-graph';
import { ensureKeyFiles, type KeyFiles, keyFilesIn } from '@postern/standalone';

const HOUR = 3_600_000;
const PROVIDERS = [
  {
    id: 'clinic',
    kind: 'generic',
    displayName: 'Nimbus Clinic',
    issuer: 'https://id.nimbus.example/realms/staff',
    clientId: 'postern',
    domains: ['nimbus.example'],
  },
];

export interface MountedFiles {
  /** The directory that stands for a service's /etc/postern. */
  of(service: ServiceName): Promise<string>;
  /** What stands for key-release's /var/lib/postern: an empty list of revocations. */
  readonly state: string;
}

/** Files for any of the chart's examples, below `directory`. */
export async function createMountedFiles(directory: string): Promise<MountedFiles> {
  const keys = await ensureKeyFiles(keyFilesIn(join(directory, 'keys')));
  const authority = await createAuthority(HOUR);
  writeFileSync(join(directory, 'revocations'), '');
  return {
    state: directory,
    of: async (service) => {
      const place = join(directory, service);
      await writeTls(join(place, 'tls'), authority, service);
      writeSecrets(join(place, 'secrets'), keys);
      for (const authorities of ['trust/redis', 'trust/smtp', 'trust/postgresql', 'extra']) {
        mkdirSync(join(place, authorities), { recursive: true });
        writeFileSync(join(place, authorities, 'ca.crt'), authority.caPem);
      }
      return place;
    },
  };
}

async function writeTls(place: string, authority: Authority, service: ServiceName): Promise<void> {
  const { caPem, certificatePem, keyPem } = await authority.issue(service, HOUR);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'ca.crt'), caPem);
  writeFileSync(join(place, 'tls.crt'), certificatePem);
  writeFileSync(join(place, 'tls.key'), keyPem);
}

/** By the names that the chart's values have for them. */
function writeSecrets(place: string, keys: KeyFiles): void {
  mkdirSync(place, { recursive: true });
  const copies = {
    'capsule-keys.json': keys.capsuleKeys,
    'senders.json': keys.senders,
    'grant-keys.json': keys.grantKeys,
    'grant-public-keys.json': keys.grantPublicKeys,
    'token.key': keys.tokenKey,
    'hash.key': keys.hashKey,
    'session.key': keys.hashKey,
  };
  for (const [name, original] of Object.entries(copies)) copyFileSync(original, join(place, name));
  for (const name of ['store.password', 'sentinel.password', 'smtp.password', 'transit.token', 'client.secret'])
    writeFileSync(join(place, name), randomBytes(16).toString('hex'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(place, 'dkim.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(place, 'issuers.json'), JSON.stringify(PROVIDERS));
}
