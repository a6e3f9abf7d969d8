// Key files are JWK sets (RFC 7517) of P-256 keys whose ids are RFC 7638
// thumbprints. What is wrong with a file is said in a sentence that an
// operator can act on, and never with a value from it.
import jose, { type JWK } from 'node-jose';
import { z } from 'zod';

const COORDINATE = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const KEY_ID = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const PUBLIC_KEY = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: COORDINATE,
  y: COORDINATE,
  kid: KEY_ID,
  use: z.enum(['enc', 'sig']).optional(),
  alg: z.string().max(32).optional(),
});
export const PRIVATE_KEY = PUBLIC_KEY.extend({ d: COORDINATE });

export type PublicKey = z.infer<typeof PUBLIC_KEY>;

/** By key id. */
export type KeysById = ReadonlyMap<string, JWK.Key>;

/** A new key with its thumbprint as id: to be agreed with (`enc`) or to sign (`sig`). */
export async function generateKey(use: 'enc' | 'sig'): Promise<JWK.Key> {
  const key = await jose.JWK.createKey('EC', 'P-256', {});
  const thumbprint = Buffer.from(await key.thumbprint()).toString('base64url');
  return jose.JWK.asKey({ ...key.toJSON(true), kid: thumbprint, use });
}

/** Imports keys that have the right shape. Throws an Error for a key that is none, and for an id that occurs twice. */
export async function importKeys(what: string, keys: readonly PublicKey[]): Promise<KeysById> {
  const byId = new Map<string, JWK.Key>();
  for (const [index, key] of keys.entries()) {
    if (byId.has(key.kid)) throw new Error(`${what}: key ${index + 1} has the id of an earlier one`);
    try {
      byId.set(key.kid, await jose.JWK.asKey(key));
    } catch {
      throw new Error(`${what}: key ${index + 1} is not a valid P-256 key`);
    }
  }
  return byId;
}

/** JSON of the expected shape. Throws an Error that names the place and the rule, never the value. */
export function parseFile<Shape>(what: string, json: string, schema: z.ZodType<Shape>): Shape {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new Error(`${what}: not JSON`);
  }
  const result = schema.safeParse(parsed);
  if (result.success) return result.data;
  const places = result.error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.') || 'the file'} (${code})`);
  throw new Error(`${what}: wrong at ${places.join(', ')}`);
}
