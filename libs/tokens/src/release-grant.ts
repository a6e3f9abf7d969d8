// A release grant says: the bearer proved, less than a minute ago, to be this
// address, and asked for this one capsule. identity signs it, key-release
// alone accepts it. It is a JWS by ES256 (RFC 7515) whose type, audience and
// issuer are fixed, so that no other token of ours can be taken for one
// (RFC 8725 section 3.11), and whose capsule hash makes a stolen grant useless
// for every other message.
import { randomBytes } from 'node:crypto';
import { PosternError } from '@postern/errors';
import { type ParsedJws, parseJws } from '@postern/jose-fence';
import { signJws, verifyEs256 } from '@postern/jwk';
import { z } from 'zod';
import type { GrantKeys, GrantSigningKey } from './grant-keys.ts';
import { readJson } from './read-json.ts';

export const GRANT_TYPE = 'postern-grant+jwt';
/** The longest that a grant may be good for, in seconds. */
export const MAX_GRANT_SECONDS = 60;
/** How far the clocks of identity and key-release may be apart, in seconds. */
const CLOCK_SKEW_SECONDS = 60;
const MAX_GRANT_BYTES = 2048;
const UNIX_SECONDS = z.int().min(0).max(0xffff_ffff);
const CLAIMS = z.strictObject({
  iss: z.literal('identity'),
  aud: z.literal('key-release'),
  sub: z.string().min(3).max(254),
  cap: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  iat: UNIX_SECONDS,
  exp: UNIX_SECONDS,
  jti: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});

export interface GrantClaims {
  /** Canonical address. */
  readonly subject: string;
  /** SHA-256 of the capsule string, base64url. */
  readonly capsuleHash: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds, at most 60 after `issuedAt`. */
  readonly expiresAt: number;
}

export interface ExpectedGrant {
  readonly capsuleHash: string;
  /** Unix seconds. */
  readonly now: number;
}

export function signGrant({ subject, capsuleHash, issuedAt, expiresAt }: GrantClaims, { id, key }: GrantSigningKey): string {
  const jti = randomBytes(16).toString('base64url');
  const claims = { iss: 'identity', aud: 'key-release', sub: subject, cap: capsuleHash, iat: issuedAt, exp: expiresAt, jti };
  if (!CLAIMS.safeParse(claims).success || expiresAt - issuedAt > MAX_GRANT_SECONDS) throw new PosternError('internal');
  return signJws({ typ: GRANT_TYPE, kid: id }, claims, key);
}

/** Who the grant is for. Throws `keyrelease.grant_refused` for everything that is wrong with it, and says no more than that. */
export async function verifyGrant(
  grant: string,
  keys: GrantKeys,
  expected: ExpectedGrant,
): Promise<{ readonly subject: string }> {
  const parsed = parseGrant(grant);
  const key = parsed && keys.get(parsed.keyId);
  if (parsed === undefined || key === undefined || !verifyEs256(parsed, key)) throw refused();
  const { sub, cap, iat, exp } = parsed.claims;
  const lifetime = exp - iat;
  const isInTime = iat <= expected.now + CLOCK_SKEW_SECONDS && expected.now < exp + CLOCK_SKEW_SECONDS;
  if (lifetime < 1 || lifetime > MAX_GRANT_SECONDS || !isInTime || cap !== expected.capsuleHash) throw refused();
  return { subject: sub };
}

function refused(): PosternError {
  return new PosternError('keyrelease.grant_refused');
}

interface ParsedGrant extends Pick<ParsedJws, 'signingInput' | 'signature'> {
  readonly keyId: string;
  readonly claims: z.infer<typeof CLAIMS>;
}

/** The parts of a grant before its signature is checked: nothing may be believed yet but which key to try. */
function parseGrant(grant: string): ParsedGrant | undefined {
  try {
    const { header, payload, ...signed } = parseJws(Buffer.from(grant), { typ: GRANT_TYPE, maxBytes: MAX_GRANT_BYTES });
    const claims = readJson(payload, CLAIMS);
    return claims && { keyId: header.kid, claims, ...signed };
  } catch {
    return undefined;
  }
}
