import { PosternError } from '@postern/errors';
import type { GrantClaims } from '@postern/tokens';
import type { Lifetimes } from './lifetimes.ts';
import type { CheckRecipient, Within } from './neighbours.ts';
import type { SealedNotes } from './sealed-notes.ts';

export interface ReleaseDeskDeps {
  readonly checkRecipient: CheckRecipient;
  readonly notes: SealedNotes;
  readonly capsuleHash: (capsule: string) => string;
  readonly signGrant: (claims: GrantClaims) => string;
  readonly lifetimes: Lifetimes;
  /** Unix seconds. */
  readonly now: () => number;
}

/**
 * Exchanges a session for a grant that opens one capsule within the minute.
 * Throws `identity.session_invalid`, `identity.not_recipient`, and what
 * key-release throws about the capsule.
 */
export type GrantRelease = (session: string, capsule: string, within: Within) => Promise<Granted>;

export interface Granted {
  readonly grant: string;
  /** Of the capsule's sender; 0: none. */
  readonly senderUsageNumber: number;
}

export function createReleaseDesk(deps: ReleaseDeskDeps): GrantRelease {
  const { checkRecipient, notes, capsuleHash, signGrant, lifetimes, now } = deps;
  return async (session, capsule, within) => {
    const opened = notes.openSession(session, now());
    if (opened === undefined) throw new PosternError('identity.session_invalid');
    const { isRecipient, address, senderUsageNumber } = await checkRecipient(capsule, opened.address, within);
    if (!isRecipient || address !== opened.address) throw new PosternError('identity.not_recipient');
    const issuedAt = now();
    const claims = { subject: address, capsuleHash: capsuleHash(capsule), issuedAt, expiresAt: issuedAt + lifetimes.grant };
    return { grant: signGrant(claims), senderUsageNumber };
  };
}
