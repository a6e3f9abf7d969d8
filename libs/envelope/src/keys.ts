// New keys. Key files are JWK sets (RFC 7517) of P-256 keys whose ids are RFC
// 7638 thumbprints.
import { PUBLIC_KEY, type PublicJwk } from '@postern/jwk';
import jose, { type JWK } from 'node-jose';

/** A new key with its thumbprint as id: to be agreed with (`enc`) or to sign (`sig`). */
export async function generateKey(use: 'enc' | 'sig'): Promise<JWK.Key> {
  const key = await jose.JWK.createKey('EC', 'P-256', {});
  const thumbprint = Buffer.from(await key.thumbprint()).toString('base64url');
  return jose.JWK.asKey({ ...key.toJSON(true), kid: thumbprint, use });
}

export function publicHalf(key: JWK.Key): PublicJwk {
  return PUBLIC_KEY.parse(key.toJSON(false));
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
