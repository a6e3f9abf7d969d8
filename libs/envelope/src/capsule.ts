// A capsule is a JWS inside of a JWE: signed by the sender, then encrypted for
// the portal. So the policy and the recipients are hidden from whoever carries
// the mail, and the sender is proved before anything is shown.
import { PosternError } from '@postern/errors';
import { type EphemeralKey, parseJws } from '@postern/jose-fence';
import { verifyEs256 } from '@postern/jwk';
import { type CapsuleClaims, CLAIMS } from './claims.ts';
import { openEcdhEs } from './ecdh-es.ts';
import { MAX_CLAIMS_BYTES } from './limits.ts';
import { parseCapsule } from './parse-capsule.ts';
import { withinLimits } from './sender-limits.ts';
import type { Sender, SenderRegistry } from './senders.ts';
import { CLAIMS_TYPE } from './version.ts';

/** Clocks may differ by this much, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

export interface OpenedCapsule {
  readonly claims: CapsuleClaims;
  readonly sender: Sender;
}

/**
 * The secret that a capsule's private key agrees on with an ephemeral one, 32
 * bytes. Throws `keyrelease.refused` for a key that it has not, and
 * `keyrelease.unavailable` when the key cannot be reached.
 */
export type Agree = (keyId: string, ephemeral: EphemeralKey) => Buffer | Promise<Buffer>;

interface CapsuleTrust {
  readonly agree: Agree;
  readonly senders: SenderRegistry;
}

/**
 * Opens a capsule and proves its sender. Throws `envelope.malformed`,
 * `envelope.too_large` or `envelope.version` for what anyone can see is wrong,
 * `keyrelease.unavailable` when its key cannot be reached, and
 * `keyrelease.refused` for everything that depends on a key: for another
 * portal, altered, unsigned, by an unknown sender, or not what a sender may say.
 * Dates are not checked here.
 */
export async function openCapsule(capsule: string, { agree, senders }: CapsuleTrust): Promise<OpenedCapsule> {
  const { keyId, ephemeralKey, jwe } = parseCapsule(capsule);
  const agreedSecret = await agree(keyId, ephemeralKey);
  try {
    return openClaims(openEcdhEs(jwe, agreedSecret), senders);
  } catch (cause) {
    throw new PosternError('keyrelease.refused', { cause });
  } finally {
    agreedSecret.fill(0);
  }
}

/** Throws for whatever is wrong; the caller makes it one error. */
function openClaims(signed: Buffer, senders: SenderRegistry): OpenedCapsule {
  const jws = parseJws(signed, { typ: CLAIMS_TYPE, maxBytes: MAX_CLAIMS_BYTES });
  const claims = CLAIMS.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(jws.payload)));
  const registered = senders.get(claims.iss);
  const key = registered?.keys.get(jws.header.kid);
  if (registered === undefined || key === undefined || !verifyEs256(jws, key) || !withinLimits(claims, registered.limits))
    throw new PosternError('keyrelease.refused');
  return { claims, sender: registered.sender };
}

/** Throws `keyrelease.expired` or `keyrelease.not_yet_valid`. `now` in Unix seconds. Call it on authentic claims only. */
export function checkDates({ iat, nbf, exp }: CapsuleClaims, now: number): void {
  if (now >= exp) throw new PosternError('keyrelease.expired');
  if (Math.max(iat, nbf ?? 0) > now + CLOCK_SKEW_SECONDS) throw new PosternError('keyrelease.not_yet_valid');
}
