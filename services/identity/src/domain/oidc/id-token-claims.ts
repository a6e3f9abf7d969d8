// The claims of an ID token as OpenID Connect Core 1.0 section 3.1.3.7 wants
// them looked at, and stricter where it leaves a choice: the token is for us
// and nobody else, so that no party that another token was made for can use it
// here. The signature is checked elsewhere.
import { createHash } from 'node:crypto';
import { isSame } from './is-same.ts';
import type { Claims } from './provider.ts';

/** How far the provider's clock and ours may be apart, in seconds. */
export const CLOCK_SKEW_SECONDS = 60;
/** OpenID Connect Core 1.0 section 2. */
const MAX_SUBJECT_CHARACTERS = 255;

export interface ExpectedToken {
  /** Whether the token is by the provider that the code was sent to. */
  readonly isIssuer: (claims: Claims) => boolean;
  readonly clientId: string;
  readonly nonce: string;
  /** Came with the ID token. */
  readonly accessToken: string;
  /** Unix seconds. */
  readonly now: number;
}

/** Whether the claims are those of a token for us, for this attempt and now. */
export function areExpected(claims: Claims, expected: ExpectedToken): boolean {
  const { isIssuer, clientId, nonce, accessToken, now } = expected;
  return (
    isIssuer(claims) &&
    isForUsAlone(claims, clientId) &&
    isInTime(claims, now) &&
    isSubject(claims['sub']) &&
    typeof claims['nonce'] === 'string' &&
    isSame(claims['nonce'], nonce) &&
    (claims['at_hash'] === undefined || claims['at_hash'] === accessTokenHash(accessToken))
  );
}

function isForUsAlone({ aud, azp }: Claims, clientId: string): boolean {
  const isAudience = aud === clientId || (Array.isArray(aud) && aud.length === 1 && aud[0] === clientId);
  return isAudience && (azp === undefined || azp === clientId);
}

function isInTime({ exp, iat, nbf }: Claims, now: number): boolean {
  const isOver = (time: unknown) => typeof time !== 'number' || time + CLOCK_SKEW_SECONDS <= now;
  const isToCome = (time: unknown) => typeof time !== 'number' || time - CLOCK_SKEW_SECONDS > now;
  return !isOver(exp) && !isToCome(iat) && (nbf === undefined || !isToCome(nbf));
}

function isSubject(sub: unknown): boolean {
  return typeof sub === 'string' && sub.length > 0 && sub.length <= MAX_SUBJECT_CHARACTERS;
}

/** OpenID Connect Core 1.0 section 3.1.3.6; all algorithms that we accept go with SHA-256. */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url');
}
