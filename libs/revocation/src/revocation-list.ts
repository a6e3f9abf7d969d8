import { PosternError } from '@postern/errors';
import type { Revocation } from './revocation.ts';

export interface ListStatus {
  /** How many messages are known to be taken back. */
  readonly known: number;
  /** Unix seconds up to which every revocation is known for sure; 0 before `ready`. */
  readonly confirmedAt: number;
}

/**
 * The messages that were taken back, as one replica knows them. It never says
 * "not revoked" when it cannot know.
 */
export interface RevocationList {
  /** Whether the message was taken back. Throws `keyrelease.unavailable` when this replica cannot know. */
  isRevoked(iss: string, jti: string): boolean;
  /** Resolves once it is recorded so that a crash cannot undo it; throws `keyrelease.unavailable`. Adding twice changes nothing. */
  add(revocation: Revocation): Promise<void>;
  /** Resolves once all that was revoked before now is known; rejects with one clear message when that can never be. */
  ready(): Promise<void>;
  status(): ListStatus;
  /** Lets go of everything; then nothing can be known any more. */
  close(): Promise<void>;
}

/** Told once when a list can no longer be followed, and once when it is known again. */
export type OnReading = (state: 'interrupted' | 'resumed') => void;

/** The answer of a replica that does not know. */
export function cannotKnow(cause?: unknown): PosternError {
  return new PosternError('keyrelease.unavailable', { cause, retryAfterSeconds: 10 });
}
