// The way in. What lies behind it speaks to C through koffi, a binary; whoever
// keeps keys elsewhere never loads it, and can run where there is none.
import type { CapsulePublicKey, KeyCustody } from '../key-custody.ts';
import type { GenerateOptions, Pkcs11Options } from './pkcs11-options.ts';
import { type Pkcs11Uri, parsePkcs11Uri } from './pkcs11-uri.ts';

/**
 * Custody by a PKCS #11 token. Rejects with an Error, in one sentence for the
 * operator and without the PIN, when the module, the token, the PIN or the keys
 * are not what they should be.
 */
export async function openPkcs11Custody(uri: string | URL | Pkcs11Uri, options: Pkcs11Options = {}): Promise<KeyCustody> {
  const parsed = parsedUri(uri);
  const { openTokenCustody } = await import('./token-custody.ts').catch(noKoffi);
  return openTokenCustody(parsed, options);
}

/**
 * Makes a key pair on the token, for nothing but ECDH; its private half is
 * sensitive and cannot be extracted. Running custodies find it by themselves.
 * Rejects with an Error for the operator.
 */
export async function generatePkcs11KeyPair(
  uri: string | URL | Pkcs11Uri,
  options: GenerateOptions = {},
): Promise<CapsulePublicKey> {
  const parsed = parsedUri(uri);
  const { makeKeyPair } = await import('./make-key-pair.ts').catch(noKoffi);
  return makeKeyPair(parsed, options);
}

function parsedUri(uri: string | URL | Pkcs11Uri): Pkcs11Uri {
  return typeof uri === 'object' && 'modulePath' in uri ? uri : parsePkcs11Uri(String(uri));
}

function noKoffi(cause: unknown): never {
  throw new Error('pkcs11: koffi, through which modules are called, has no binary for this platform', { cause });
}
