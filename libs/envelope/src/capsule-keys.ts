import type { JWK } from 'node-jose';
import { z } from 'zod';
import { generateKey, importKeys, type KeysById, PRIVATE_KEY, PUBLIC_KEY, type PublicKey, parseFile } from './keys.ts';

const PRIVATE_SET = z.strictObject({ keys: z.array(PRIVATE_KEY).min(1).max(32) });

/** A portal's capsule private keys, by id; several while they rotate. */
export async function readCapsuleKeys(json: string): Promise<KeysById> {
  return importKeys('capsule keys', parseFile('capsule keys', json, PRIVATE_SET).keys);
}

/** The public key that senders seal for. */
export async function readCapsulePublicKey(json: string): Promise<JWK.Key> {
  const key = parseFile('capsule public key', json, PUBLIC_KEY);
  const imported = (await importKeys('capsule public key', [key])).get(key.kid);
  if (imported === undefined) throw new Error('capsule public key: not a valid P-256 key');
  return imported;
}

/** A new capsule key, as the two files that hold it. */
export async function generateCapsuleKeys(): Promise<{ readonly privateKeys: string; readonly publicKey: string }> {
  const key = await generateKey('enc');
  return { privateKeys: toJson({ keys: [key.toJSON(true)] }), publicKey: toJson(publicHalf(key)) };
}

export function publicHalf(key: JWK.Key): PublicKey {
  return PUBLIC_KEY.parse(key.toJSON(false));
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
