// node deploy/development-secrets.ts [directory] (deploy/.secrets)
//
// Makes, once, what each service of a system on a developer's machine holds, as
// files: <directory>/<service>/tls and <directory>/<service>/secrets, in the
// layout that the chart mounts at /etc/postern; and <directory>/sender, with
// which mails are sealed. Each service gets its own and no other's. When root
// runs this the files are for user 65532 of the images, else for whoever does.
import { chownSync, copyFileSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createAuthority } from '../libs/authority/src/index.ts';
import { SERVICES } from '../libs/service-graph/src/index.ts';
import { ensureKeyFiles, keyFilesIn } from '../services/standalone/src/index.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const IMAGE_USER = 65_532;

const directory = process.argv[2] ?? 'deploy/.secrets';
if (existsSync(directory)) {
  process.stdout.write(`${directory} is there already\n`);
  process.exit();
}

const keys = await ensureKeyFiles(keyFilesIn(join(directory, 'sender')));
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  identity: [keys.grantKeys, keys.tokenKey],
  otp: [keys.hashKey],
  'key-release': [keys.capsuleKeys, keys.senders, keys.grantPublicKeys],
};

const authority = await createAuthority(YEAR_MS);
for (const service of SERVICES) {
  const [tls, secrets] = ['tls', 'secrets'].map((name) => join(directory, service, name));
  if (tls === undefined || secrets === undefined) continue;
  for (const place of [tls, secrets]) mkdirSync(place, { recursive: true, mode: 0o700 });
  const { caPem, certificatePem, keyPem } = await authority.issue(service, YEAR_MS);
  for (const [name, pem] of Object.entries({ 'ca.crt': caPem, 'tls.crt': certificatePem, 'tls.key': keyPem }))
    writeFileSync(join(tls, name), pem, { mode: 0o600 });
  for (const file of SECRETS[service] ?? []) copyFileSync(file, join(secrets, basename(file)));
}
if (process.getuid?.() === 0)
  for (const path of globSync(`${directory}/{${SERVICES.join(',')}}{,/**/*}`)) chownSync(path, IMAGE_USER, IMAGE_USER);
process.stdout.write(`${directory}: certificates for a year, and keys; not for real mail\n`);
