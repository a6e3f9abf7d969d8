import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { generateCapsuleKeys, generateSenderKey } from '@postern/envelope';
import { generateGrantKey } from '@postern/tokens';
import { sampleBrand } from './sample/sample-brand.ts';

const SAMPLE_SENDER = { id: 'clinic', displayName: 'Clinic Example' };
const SECRET_BYTES = 32;

/** Paths of the key files of one standalone. */
export interface KeyFiles {
  readonly directory: string;
  readonly capsuleKeys: string;
  readonly capsulePublicKey: string;
  readonly senderKey: string;
  readonly senders: string;
  readonly grantKeys: string;
  readonly grantPublicKeys: string;
  readonly tokenKey: string;
  readonly hashKey: string;
  /** Not a key: which messages were taken back. It must not be lost either. */
  readonly revocations: string;
}

/** Makes the keys that are not there yet; a person who comes back finds the mails that they sealed still readable. */
export async function ensureKeyFiles(files: KeyFiles): Promise<KeyFiles> {
  mkdirSync(files.directory, { recursive: true, mode: 0o700 });
  if (!existsSync(files.capsuleKeys)) {
    const { privateKeys, publicKey } = await generateCapsuleKeys();
    writePrivate(files.capsuleKeys, privateKeys);
    writeFileSync(files.capsulePublicKey, publicKey);
  }
  if (!existsSync(files.senderKey)) {
    const { senderKey, registry } = await generateSenderKey({ ...SAMPLE_SENDER, brand: sampleBrand(), usageNumber: 1 });
    writePrivate(files.senderKey, senderKey);
    writeFileSync(files.senders, registry);
  }
  if (!existsSync(files.grantKeys)) {
    const { privateKeys, publicKeys } = generateGrantKey();
    writePrivate(files.grantKeys, privateKeys);
    writeFileSync(files.grantPublicKeys, publicKeys);
  }
  if (!existsSync(files.revocations)) writePrivate(files.revocations, '');
  for (const file of [files.tokenKey, files.hashKey]) {
    if (!existsSync(file)) writePrivate(file, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
  }
  return files;
}

/** Readable by its owner alone. */
function writePrivate(path: string, contents: string): void {
  writeFileSync(path, contents, { mode: 0o600, flag: 'wx' });
}
