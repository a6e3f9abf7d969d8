// The capsule keys at rest: a JWK set that the transit engine encrypted. The
// file is worth nothing without a Vault that is willing.
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { type CapsuleKeys, readCapsuleKeys } from '@postern/envelope';
import { readBoundedFile } from './bounded-file.ts';
import { CIPHERTEXT, createTransitEngine, type TokenFile, type TransitEngine } from './transit-engine.ts';
import { TransitError } from './transit-failure.ts';
import { parseTransitUrl } from './transit-url.ts';

const MAX_FILE_BYTES = 256 * 1024;

/**
 * Encrypts a JWK set of private keys and puts the result, in one step, into
 * the file that the URL names; a new one has mode 0600, and one that is there keeps its owner and mode. Rejects with a TransitError,
 * or with an Error that says what is wrong with the keys; the file is then as it was.
 * The token must be allowed to encrypt with the key.
 */
export async function sealKeySet(url: URL, jwkSet: string, token: TokenFile): Promise<void> {
  const location = parseTransitUrl(url);
  readCapsuleKeys(jwkSet);
  const ciphertext = await createTransitEngine(location, token).encrypt(Buffer.from(jwkSet));
  await replaceFile(location.file, `${ciphertext}\n`);
}

/** The JWK set of private keys that the URL's file holds, in clear text, for a token that may decrypt. Rejects with a TransitError. */
export async function unsealKeySet(url: URL, token: TokenFile): Promise<string> {
  const location = parseTransitUrl(url);
  const plaintext = await decryptFile(location.file, createTransitEngine(location, token));
  return plaintext.toString('utf8');
}

/** The keys for use. Rejects with a TransitError. */
export async function openSealedKeys(file: string, engine: TransitEngine): Promise<CapsuleKeys> {
  const plaintext = await decryptFile(file, engine);
  try {
    return readCapsuleKeys(plaintext.toString('utf8'));
  } catch {
    throw new TransitError('key_set_invalid');
  } finally {
    plaintext.fill(0);
  }
}

async function decryptFile(file: string, engine: TransitEngine): Promise<Buffer> {
  const contents = await readBoundedFile(file, MAX_FILE_BYTES).catch(() => undefined);
  const ciphertext = contents?.text.trim() ?? '';
  if (!CIPHERTEXT.test(ciphertext)) throw new TransitError('file_unreadable');
  return engine.decrypt(ciphertext);
}

/** A reader sees the old contents or the new ones, never a part, and so does who starts after a power cut. */
async function replaceFile(path: string, contents: string): Promise<void> {
  const next = `${path}.${randomUUID()}`;
  const old = await stat(path).catch(() => undefined);
  try {
    const file = await open(next, 'wx', 0o600);
    try {
      await file.writeFile(contents);
      const made = await file.stat();
      // Else whoever rotates keys takes the file away from key-release, and its lease ends an hour later.
      if (old !== undefined && (old.uid !== made.uid || old.gid !== made.gid)) await file.chown(old.uid, old.gid);
      if (old !== undefined) await file.chmod(old.mode & 0o777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
  } catch (thrown) {
    await rm(next, { force: true });
    throw thrown;
  }
}
