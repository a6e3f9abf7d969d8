// A capsule is a JWS inside of a JWE: signed by the sender, then encrypted for
// the portal. So the policy and the recipients are hidden from whoever carries
// the mail, and the sender is proved before anything is shown.
import { generateKeyPairSync } from 'node:crypto';
import { PosternError } from '@postern/errors';
import { parseJwe, parseJws } from '@postern/jose-fence';
import jose, { type JWK } from 'node-jose';
import { type CapsuleClaims, CLAIMS } from './claims.ts';
import type { KeysById } from './keys.ts';
import { MAX_CAPSULE_BYTES, MAX_CLAIMS_BYTES } from './limits.ts';
import type { Sender, SenderRegistry } from './senders.ts';
import { CAPSULE_TYPE, CLAIMS_TYPE, refuseOtherVersions } from './version.ts';

/** Clocks may differ by this much, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

export interface OpenedCapsule {
  readonly claims: CapsuleClaims;
  readonly sender: Sender;
}

interface CapsuleTrust {
  readonly capsuleKeys: KeysById;
  readonly senders: SenderRegistry;
}

/**
 * Opens a capsule and proves its sender. Throws `envelope.malformed`,
 * `envelope.too_large` or `envelope.version` for what anyone can see is wrong,
 * and `keyrelease.refused` for everything that depends on a key: for another
 * portal, altered, unsigned, by an unknown sender, or not what a sender may say.
 * Dates are not checked here.
 */
export async function openCapsule(capsule: string, { capsuleKeys, senders }: CapsuleTrust): Promise<OpenedCapsule> {
  const compact = Buffer.from(capsule, 'latin1');
  // Characters beyond one byte were folded: the fence would see another string than the one that is decrypted.
  if (compact.toString('latin1') !== capsule) throw new PosternError('envelope.malformed');
  refuseOtherVersions(compact);
  const { header } = parseJwe(compact, {
    alg: 'ECDH-ES+A256KW',
    fixed: { typ: CAPSULE_TYPE },
    keyId: true,
    maxBytes: MAX_CAPSULE_BYTES,
  });
  const key = capsuleKeys.get(String(header['kid']));
  if (key === undefined) throw new PosternError('keyrelease.refused');
  try {
    const { plaintext } = await jose.JWE.createDecrypt(key, { algorithms: ['ECDH-ES+A256KW', 'A256GCM'] }).decrypt(capsule);
    return await openClaims(plaintext, senders);
  } catch (cause) {
    throw new PosternError('keyrelease.refused', { cause });
  }
}

async function openClaims(signed: Buffer, senders: SenderRegistry): Promise<OpenedCapsule> {
  const { header, payload } = parseJws(signed, { typ: CLAIMS_TYPE, maxBytes: MAX_CLAIMS_BYTES });
  const claims = CLAIMS.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload)));
  const sender = senders.get(claims.iss);
  const key = sender?.keys.get(header.kid);
  if (sender === undefined || key === undefined) throw new PosternError('keyrelease.refused');
  await jose.JWS.createVerify(key, { algorithms: ['ES256'], allowEmbeddedKey: false }).verify(signed.toString('latin1'));
  const { id, displayName, privacyUrl } = sender;
  return { claims, sender: { id, displayName, privacyUrl } };
}

/** Throws `keyrelease.expired` or `keyrelease.not_yet_valid`. `now` in Unix seconds. Call it on authentic claims only. */
export function checkDates({ iat, nbf, exp }: CapsuleClaims, now: number): void {
  if (now >= exp) throw new PosternError('keyrelease.expired');
  if (Math.max(iat, nbf ?? 0) > now + CLOCK_SKEW_SECONDS) throw new PosternError('keyrelease.not_yet_valid');
}

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
