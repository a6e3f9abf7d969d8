// What identity remembers about a browser, it lets that browser carry: sealed,
// of one length, good for a while. There is no table of sessions to leak, and
// any replica can read what another one wrote.
import { openToken, type SealingKeys, sealToken } from '@postern/tokens';
import { z } from 'zod';

/** A passcode that was asked for. */
const CHALLENGE = z.strictObject({
  /** Canonical; of a decoy, its name. */
  address: z.string(),
  /** Names the browser that asked: 16 bytes, base64url. */
  binding: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** The address is no recipient: there is no code that would be right. */
  isDecoy: z.boolean(),
  /** Of the sender whose capsule it was asked with; for counting, and no authority. */
  senderUsageNumber: z.int().min(0).max(65_535),
});

/** Somebody who proved to be an address. */
const SESSION = z.strictObject({
  /** Canonical. */
  address: z.string(),
  method: z.enum(['passcode', 'oidc']),
  /** Unix seconds. */
  issuedAt: z.int(),
});

const SECRET = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Somebody who was sent to an identity provider. */
const ATTEMPT = z.strictObject({
  issuerId: z.string(),
  state: SECRET,
  nonce: SECRET,
  verifier: SECRET,
  isPrivateComputer: z.boolean(),
});

export type Challenge = z.infer<typeof CHALLENGE>;
export type Session = z.infer<typeof SESSION>;

export type Attempt = z.infer<typeof ATTEMPT>;

export interface SealedNotes {
  /** `expiresAt` and `now` are Unix seconds. */
  sealChallenge(challenge: Challenge, expiresAt: number): string;
  openChallenge(token: string, now: number): Challenge | undefined;
  sealAttempt(attempt: Attempt, expiresAt: number): string;
  openAttempt(token: string, now: number): Attempt | undefined;
  sealSession(session: Session, expiresAt: number): string;
  openSession(token: string, now: number): Session | undefined;
}

export function createSealedNotes(keys: SealingKeys): SealedNotes {
  return {
    sealChallenge: (challenge, expiresAt) => sealToken(challenge, { purpose: 'challenge', keys, expiresAt }),
    openChallenge: (token, now) => CHALLENGE.safeParse(openToken(token, { purpose: 'challenge', keys, now })).data,
    sealAttempt: (attempt, expiresAt) => sealToken(attempt, { purpose: 'attempt', keys, expiresAt }),
    openAttempt: (token, now) => ATTEMPT.safeParse(openToken(token, { purpose: 'attempt', keys, now })).data,
    sealSession: (session, expiresAt) => sealToken(session, { purpose: 'session', keys, expiresAt }),
    openSession: (token, now) => SESSION.safeParse(openToken(token, { purpose: 'session', keys, now })).data,
  };
}
