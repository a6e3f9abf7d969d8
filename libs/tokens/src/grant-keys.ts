// The keys under which identity signs release grants: P-256 JWK sets
// (RFC 7517). The signer's file is private and its first key signs; the
// verifier's file is public, and a private key in it is refused, because a
// service that can verify must not be able to sign. To rotate: publish the new
// public key, put the new private key first, drop the old ones when no grant
// by them can be alive (a minute later).
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { importKeys, PRIVATE_KEY, PUBLIC_KEY, parseKeyFile, thumbprint, toPrivateKey, toPublicKey } from '@postern/jwk';
import { z } from 'zod';

/** As many keys as a file of either kind may hold. */
export const MAX_GRANT_KEYS = 16;

const ONE_USE = { use: z.literal('sig').optional(), alg: z.literal('ES256').optional() };
const PUBLIC_SET = keySet(PUBLIC_KEY.extend(ONE_USE));
const PRIVATE_SET = keySet(PRIVATE_KEY.extend(ONE_USE));

function keySet<Key extends z.ZodType>(key: Key) {
  return z.strictObject({ keys: z.array(key).min(1).max(MAX_GRANT_KEYS) });
}

export interface GrantSigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** By key id. */
export type GrantKeys = ReadonlyMap<string, KeyObject>;

export interface GrantKeyPair {
  /** A JWK set with the private key, for identity. */
  readonly privateKeys: string;
  /** A JWK set with the public key, for key-release. */
  readonly publicKeys: string;
}

/** A new P-256 key, named by its RFC 7638 thumbprint; both halves as the JSON text of a key file. */
export function generateGrantKey(): GrantKeyPair {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d } = privateKey.export({ format: 'jwk' });
  const publicJwk = { kty: 'EC', crv: 'P-256', kid: thumbprint({ x, y }), use: 'sig', alg: 'ES256', x, y };
  const asSet = (jwk: object) => `${JSON.stringify({ keys: [jwk] }, null, 2)}\n`;
  return { privateKeys: asSet({ ...publicJwk, d }), publicKeys: asSet(publicJwk) };
}

/** The private keys of a JWK set, in its order: the first one signs. Throws an Error that says what is wrong, never with a value. */
export function readGrantSigningKeys(json: string): readonly [GrantSigningKey, ...GrantSigningKey[]] {
  const { keys } = parseKeyFile('grant keys (a JWK set of private P-256 keys)', json, PRIVATE_SET);
  const imported = importKeys(keys, { what: 'grant keys', use: 'sig', toKey: toPrivateKey });
  const [first, ...others] = [...imported].map(([id, key]) => ({ id, key }));
  if (first === undefined) throw new Error('grant keys: the JWK set is empty');
  return [first, ...others];
}

/** The public keys of a JWK set. Throws an Error that says what is wrong, never with a value. */
export function readGrantVerificationKeys(json: string): GrantKeys {
  const { keys } = parseKeyFile('grant keys (a JWK set of public P-256 keys, without d)', json, PUBLIC_SET);
  return importKeys(keys, { what: 'grant keys', use: 'sig', toKey: toPublicKey });
}
