// Capsule keys that are not in a directory but with a keeper: a hardware
// module, Vault, a plug-in. They are named by the URL that key-release has too.
import { readTlsDirectory } from '@postern/authority';
import { generateCapsuleKeys, MAX_CAPSULE_KEYS } from '@postern/envelope';
import {
  type CapsulePublicKey,
  generatePkcs11KeyPair,
  KEY_CUSTODY_SCHEMES,
  openKeyCustody,
  sealKeySet,
  unsealKeySet,
} from '@postern/key-custody';
import { CliError, EXIT } from '../../exit-codes.ts';
import { readKeySet, withKeyFirst } from './key-directory.ts';

export interface KeeperOptions {
  /** As `POSTERN_KEY_RELEASE_CAPSULE_KEYS`. */
  readonly at: string;
  readonly tokenFile?: string;
  readonly tlsDir?: string;
}

/** The keys that the keeper has, by their public halves. */
export async function keysAtKeeper(options: KeeperOptions): Promise<readonly CapsulePublicKey[]> {
  return atKeeper(options, async (url) => {
    const tls = options.tlsDir === undefined ? NO_TLS : readTlsDirectory(options.tlsDir);
    const custody = await openKeyCustody(url, { strict: true, transitTokenFile: options.tokenFile, tls, onReload: () => {} });
    try {
      return await custody.list();
    } finally {
      await custody.close();
    }
  });
}

const NO_TLS = { caPem: '', certificatePem: '', keyPem: '' };

/** Makes a key pair where the keys are kept. The result is for senders. */
export async function makeKeyAtKeeper(options: KeeperOptions): Promise<CapsulePublicKey> {
  return atKeeper(options, async (url) => {
    if (url.protocol === 'pkcs11:') return generatePkcs11KeyPair(url, { strict: true });
    if (url.protocol === 'transit:') return addSealedKey(url, options);
    throw new CliError(EXIT.usage, `keys at ${url.protocol} are made where they are kept; then give the public half to senders`);
  });
}

async function addSealedKey(url: URL, { tokenFile }: KeeperOptions): Promise<CapsulePublicKey> {
  if (tokenFile === undefined) throw new CliError(EXIT.usage, 'transit: needs --token-file');
  const token = { tokenFile, strict: true };
  const { privateKeys } = await generateCapsuleKeys();
  const [key] = readKeySet(privateKeys).keys;
  if (key === undefined) throw new Error('no key was made');
  const set = readKeySet(await unsealKeySet(url, token));
  await sealKeySet(url, JSON.stringify({ ...set, keys: withKeyFirst(key, set.keys, MAX_CAPSULE_KEYS) }), token);
  return { keyId: key.kid, x: key.x, y: key.y };
}

/** What a custody says is a sentence for the operator. */
async function atKeeper<Result>({ at }: KeeperOptions, work: (url: URL) => Promise<Result>): Promise<Result> {
  const url = URL.parse(at);
  if (url === null || !KEY_CUSTODY_SCHEMES.some((scheme) => scheme === url.protocol))
    throw new CliError(EXIT.usage, `--at takes a URL that starts with ${KEY_CUSTODY_SCHEMES.join(' or ')}`);
  try {
    return await work(url);
  } catch (thrown) {
    if (thrown instanceof CliError) throw thrown;
    throw new CliError(EXIT.noInput, thrown instanceof Error ? thrown.message : 'the keeper of the keys cannot be used');
  }
}

/** For senders: what `capsule-public-key.json` holds. */
export function asPublicJwk({ keyId, x, y }: CapsulePublicKey): object {
  return { kty: 'EC', crv: 'P-256', x, y, kid: keyId, use: 'enc' };
}
