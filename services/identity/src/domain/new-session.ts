import type { Lifetimes } from './lifetimes.ts';
import type { SealedNotes, Session } from './sealed-notes.ts';

export interface NewSession {
  readonly session: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

interface Desk {
  readonly notes: SealedNotes;
  readonly lifetimes: Lifetimes;
  /** Unix seconds. */
  readonly now: () => number;
}

/** A session for somebody who has just proved to be `address`, in whichever way. */
export function newSession(
  proved: Pick<Session, 'address' | 'method'>,
  isPrivateComputer: boolean,
  { notes, lifetimes, now }: Desk,
): NewSession {
  const issuedAt = now();
  const expiresAt = issuedAt + (isPrivateComputer ? lifetimes.privateSession : lifetimes.session);
  return { session: notes.sealSession({ ...proved, issuedAt }, expiresAt), expiresAt };
}
