// What is wrong with a key file is said in a sentence that an operator can act
// on, and never with a value from it.
import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { PublicJwk } from './p256.ts';

const MAX_PLACES = 5;

/** JSON of the expected shape. Throws an Error that names the place and the rule, never the value. */
export function parseKeyFile<Shape>(what: string, json: string, schema: z.ZodType<Shape>): Shape {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new Error(`${what}: not JSON`);
  }
  const result = schema.safeParse(parsed);
  if (result.success) return result.data;
  const places = result.error.issues.slice(0, MAX_PLACES).map(({ path, code }) => `${path.join('.') || 'the file'} (${code})`);
  throw new Error(`${what}: wrong at ${places.join(', ')}`);
}

interface ImportOptions<Jwk> {
  /** Begins each error, for example `capsule keys`. */
  readonly what: string;
  /** A key that says another `use` (RFC 7517 section 4.2) is refused. */
  readonly use: 'enc' | 'sig';
  /** Throws for what is not a key. */
  readonly toKey: (jwk: Jwk) => KeyObject;
}

/** Keys by id. Throws an Error for a key that is none, for one of another use, and for an id that occurs twice. */
export function importKeys<Jwk extends PublicJwk>(
  keys: readonly Jwk[],
  { what, use, toKey }: ImportOptions<Jwk>,
): ReadonlyMap<string, KeyObject> {
  const byId = new Map<string, KeyObject>();
  for (const [index, jwk] of keys.entries()) {
    const place = `${what}: key ${index + 1}`;
    if (byId.has(jwk.kid)) throw new Error(`${place} has the id of an earlier one`);
    if (jwk.use !== undefined && jwk.use !== use) throw new Error(`${place} is not for use "${use}"`);
    try {
      byId.set(jwk.kid, toKey(jwk));
    } catch {
      // The cause is dropped: it may quote the key.
      throw new Error(`${place} is not a valid P-256 key`);
    }
  }
  return byId;
}
