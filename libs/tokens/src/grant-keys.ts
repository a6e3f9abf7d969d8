// The keys under which identity signs release grants: P-256 JWK sets
// (RFC 7517). The signer's file is private and its first key signs; the
// verifier's file is public, and a private key in it is refused, because a
// service that can verify must not be able to sign. To rotate: publish the new
// public key, put the new private key first, drop the old ones when no grant
// by them can be alive (a minute later).
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import jose, { type JWK } from 'node-jose';
import { z } from 'zod';

/** RFC 7515 section 4.1.4 leaves the form open; ours are RFC 7638 thumbprints or as short and plain. */
const KEY_ID = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** 32 bytes in base64url (RFC 7518 section 6.2). */
const COORDINATE = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const PUBLIC_KEY = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: COORDINATE,
  y: COORDINATE,
  kid: KEY_ID,
  use: z.literal('sig').optional(),
  alg: z.literal('ES256').optional(),
});
const PRIVATE_KEY = PUBLIC_KEY.extend({ d: COORDINATE });
const keySet = <Key extends z.ZodType>(key: Key) => z.strictObject({ keys: z.array(key).min(1).max(16) });

export interface GrantSigningKey {
  readonly id: string;
  readonly key: JWK.Key;
}

/** By key id. */
export type GrantKeys = ReadonlyMap<string, JWK.Key>;

export interface GrantKeyPair {
  /** A JWK set with the private key, for identity. */
  readonly privateKeys: string;
  /** A JWK set with the public key, for key-release. */
  readonly publicKeys: string;
}

/** A new P-256 key, named by its RFC 7638 thumbprint; both halves as the JSON text of a key file. */
export async function generateGrantKey(): Promise<GrantKeyPair> {
  const key = await jose.JWK.createKey('EC', 'P-256', { use: 'sig', alg: 'ES256' });
  const asSet = (isPrivate: boolean) => `${JSON.stringify({ keys: [key.toJSON(isPrivate)] }, null, 2)}\n`;
  return { privateKeys: asSet(true), publicKeys: asSet(false) };
}

/** The private keys of a JWK set, in its order: the first one signs. Throws an Error that says what is wrong, never with a value. */
export async function readGrantSigningKeys(json: string): Promise<readonly [GrantSigningKey, ...GrantSigningKey[]]> {
  const [first, ...others] = await importKeys(json, PRIVATE_KEY, 'a JWK set of private P-256 keys, each with a kid');
  if (first === undefined) throw new Error('grant keys: the JWK set is empty');
  return [first, ...others];
}

/** The public keys of a JWK set. Throws an Error that says what is wrong, never with a value. */
export async function readGrantVerificationKeys(json: string): Promise<GrantKeys> {
  const keys = await importKeys(json, PUBLIC_KEY, 'a JWK set of public P-256 keys, each with a kid and without d');
  return new Map(keys.map(({ id, key }) => [id, key]));
}

async function importKeys(
  json: string,
  schema: typeof PUBLIC_KEY | typeof PRIVATE_KEY,
  expected: string,
): Promise<GrantSigningKey[]> {
  const parsed = keySet(schema).safeParse(parseJson(json));
  if (!parsed.success) throw new Error(`grant keys: must be ${expected}`);
  const { keys } = parsed.data;
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new Error('grant keys: two keys have the same kid');
  return Promise.all(keys.map(importKey));
}

async function importKey(jwk: z.infer<typeof PUBLIC_KEY> & { readonly d?: string }): Promise<GrantSigningKey> {
  try {
    proveKey(jwk);
    return { id: jwk.kid, key: await jose.JWK.asKey(jwk) };
  } catch {
    // The cause is dropped: it may quote the key.
    throw new Error('grant keys: a key is not a key of P-256');
  }
}

/** Throws unless x and y are a point of the curve and d, if there is one, belongs to it; node-jose checks neither. */
function proveKey({ d, ...point }: z.infer<typeof PUBLIC_KEY> & { readonly d?: string }): void {
  const publicKey = createPublicKey({ key: point, format: 'jwk' });
  if (d === undefined) return;
  const probe = Buffer.from('probe');
  const signature = sign('sha256', probe, createPrivateKey({ key: { ...point, d }, format: 'jwk' }));
  if (!verify('sha256', probe, publicKey, signature)) throw new Error('not a pair');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
