// Taking a message back is asked for with the same key that sealed it: a
// compact JWS that names one message and nothing of what is in it. Whoever
// carries it to a portal needs no other authority. Repeating it changes
// nothing, and still it is good for an hour only, so that an old one in
// somebody's archive is no switch.
import { isMessageId, type SenderKey, type SenderRegistry } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { type ParsedJws, parseJws } from '@postern/jose-fence';
import { PRIVATE_KEY, signJws, toPrivateKey, verifyEs256 } from '@postern/jwk';
import { z } from 'zod';
import type { Revocation } from './revocation.ts';

/** docs/spec/envelope.md, revocation. */
export const REVOCATION_TYPE = 'postern-revocation.v1';
export const MAX_REVOCATION_BYTES = 4096;
/** How old a request may be, in seconds. */
export const MAX_REQUEST_AGE_SECONDS = 3600;
/** How far the clocks of a sender and a portal may be apart, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

const UNIX_SECONDS = z.int().min(0).max(0xffff_ffff);
const CLAIMS = z.strictObject({
  iss: z.string().min(1).max(63),
  jti: z.string().refine(isMessageId),
  iat: UNIX_SECONDS,
  exp: UNIX_SECONDS.optional(),
});

interface RequestOptions {
  readonly senderKey: SenderKey;
  readonly messageId: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** When the message expires, Unix seconds; leave it out when in doubt: too early a time would end the revocation. */
  readonly expiresAt?: number;
}

/** A request to take one message back, as a compact JWS. Throws `envelope.malformed` when the id is none. */
export function signRevocation({ senderKey, messageId, issuedAt, expiresAt }: RequestOptions): string {
  const checked = CLAIMS.safeParse({
    iss: senderKey.id,
    jti: messageId,
    iat: issuedAt,
    ...(expiresAt === undefined ? {} : { exp: expiresAt }),
  });
  if (!checked.success) throw new PosternError('envelope.malformed');
  const jwk = PRIVATE_KEY.parse(senderKey.signingKey.toJSON(true));
  return signJws({ typ: REVOCATION_TYPE, kid: jwk.kid }, checked.data, toPrivateKey(jwk));
}

interface Trust {
  readonly senders: SenderRegistry;
  /** Unix seconds. */
  readonly now: number;
}

/** What the sender asks for. Throws `keyrelease.revocation_refused` for everything that is wrong with it, and says no more than that. */
export function verifyRevocation(request: string, { senders, now }: Trust): Revocation {
  const parsed = parseRequest(request);
  const key = parsed && senders.get(parsed.claims.iss)?.keys.get(parsed.keyId);
  if (parsed === undefined || key === undefined || !verifyEs256(parsed, key)) throw refused();
  const { iss, jti, iat, exp } = parsed.claims;
  if (iat > now + CLOCK_SKEW_SECONDS || iat < now - MAX_REQUEST_AGE_SECONDS) throw refused();
  return { iss, jti, iat, exp };
}

function refused(): PosternError {
  return new PosternError('keyrelease.revocation_refused');
}

interface ParsedRequest extends Pick<ParsedJws, 'signingInput' | 'signature'> {
  readonly keyId: string;
  readonly claims: z.infer<typeof CLAIMS>;
}

/** The parts of a request before its signature is checked: nothing may be believed yet but which key to try. */
function parseRequest(request: string): ParsedRequest | undefined {
  try {
    const compact = Buffer.from(request, 'utf8');
    const { header, payload, ...signed } = parseJws(compact, { typ: REVOCATION_TYPE, maxBytes: MAX_REVOCATION_BYTES });
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    return { keyId: header.kid, claims: CLAIMS.parse(JSON.parse(json)), ...signed };
  } catch {
    return undefined;
  }
}
