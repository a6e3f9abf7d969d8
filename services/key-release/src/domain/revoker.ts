import type { Revocation } from '@postern/revocation';

export interface RevokerDeps {
  /** Throws `keyrelease.revocation_refused` unless a registered sender asks, now, for a message of its own. */
  readonly verifyRevocation: (request: string) => Revocation;
  /** Resolves once no crash can undo it; throws `keyrelease.unavailable`. */
  readonly addRevocation: (revocation: Revocation) => Promise<void>;
  readonly recordRevocation: (sender: string) => void;
}

/** Takes a message back. Doing it again changes nothing and is no error, nor is an id that no message has: nobody could tell. */
export type Revoke = (request: string) => Promise<void>;

export function createRevoker({ verifyRevocation, addRevocation, recordRevocation }: RevokerDeps): Revoke {
  return async (request) => {
    const revocation = verifyRevocation(request);
    await addRevocation(revocation);
    recordRevocation(revocation.iss);
  };
}
