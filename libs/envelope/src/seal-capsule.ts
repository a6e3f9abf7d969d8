import { generateKeyPairSync } from 'node:crypto';
import { PosternError } from '@postern/errors';
import jose, { type JWK } from 'node-jose';
import { type CapsuleClaims, CLAIMS } from './claims.ts';
import { MAX_CAPSULE_BYTES, MAX_CLAIMS_BYTES } from './limits.ts';
import { CAPSULE_TYPE, CLAIMS_TYPE } from './version.ts';

/** Signs the claims and encrypts them for the portal. Throws `envelope.too_large` when they do not fit, and `envelope.malformed` when they are none. */
export async function sealCapsule(claims: CapsuleClaims, signingKey: JWK.Key, capsuleKey: JWK.Key): Promise<string> {
  const checked = CLAIMS.safeParse(claims);
  if (!checked.success) throw new PosternError('envelope.malformed');
  const json = JSON.stringify(checked.data);
  const signed: unknown = await jose.JWS.createSign(
    { format: 'compact', fields: { alg: 'ES256', typ: CLAIMS_TYPE, kid: signingKey.kid } },
    signingKey,
  )
    .update(json, 'utf8')
    .final();
  // Left alone, node-jose makes it with big integers in JavaScript: most of a capsule's time, and not in constant time.
  const ephemeralKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const recipient = { key: capsuleKey, epk: ephemeralKey };
  const sealed: unknown = await jose.JWE.createEncrypt(
    { format: 'compact', contentAlg: 'A256GCM', fields: { alg: 'ECDH-ES+A256KW', typ: CAPSULE_TYPE, kid: capsuleKey.kid } },
    recipient,
  )
    .update(String(signed))
    .final();
  const capsule = String(sealed);
  if (String(signed).length > MAX_CLAIMS_BYTES || capsule.length > MAX_CAPSULE_BYTES)
    throw new PosternError('envelope.too_large');
  return capsule;
}
