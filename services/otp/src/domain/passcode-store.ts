// What a store of passcodes promises. Both calls are atomic: whatever runs
// beside them sees all of a call or nothing of it.
//
// A store learns neither addresses nor codes: it is given keyed hashes. It
// keeps two codes for each browser that asked (mail arrives late and out of
// order), and for each address when codes were made and when guesses failed,
// so that a budget counts exactly the last hour. Decoys, which are codes for
// people who are no recipients, have budgets of their own: otherwise anybody
// with some capsule could use up the budget of an address that it is not for.
import type { PasscodeLimits } from './limits.ts';

/** Where a code is kept: keyed hashes, base64url. */
export interface PasscodePlace {
  readonly address: string;
  readonly browser: string;
}

export interface NewPasscode {
  readonly place: PasscodePlace;
  /** Keyed hash of the code, base64url. */
  readonly digest: string;
  /** Shown on the page and in the mail. */
  readonly reference: string;
  readonly isDecoy: boolean;
  /** Unix milliseconds. */
  readonly now: number;
  readonly limits: PasscodeLimits;
}

export type IssueResult =
  /** `issued`: the new code is kept. `standing`: too early for another; the browser's last code, whatever that is, stands. */
  | { readonly status: 'issued' | 'standing'; readonly reference: string; readonly expiresAt: number; readonly resendAt: number }
  /** The address has used up a budget until then (Unix milliseconds). */
  | { readonly status: 'limited'; readonly until: number };

export interface Guess {
  readonly place: PasscodePlace;
  readonly digest: string;
  /** Unix milliseconds. */
  readonly now: number;
  readonly limits: PasscodeLimits;
}

export type VerifyResult =
  /** The code was right; it and its sibling are gone. */
  | { readonly status: 'accepted' }
  /** Compared, and not equal. */
  | { readonly status: 'wrong' }
  /** Not compared: the tries of every code that lives are used up. */
  | { readonly status: 'exhausted' }
  /** Not compared: no code lives. */
  | { readonly status: 'expired' }
  /** Not compared: the address has used up its failures until then (Unix milliseconds). */
  | { readonly status: 'limited'; readonly until: number };

export interface PasscodeStore {
  /** Rejects with `otp.unavailable` when the store is away, within two seconds. */
  issue(passcode: NewPasscode): Promise<IssueResult>;
  /** As `issue`. When it rejects, the try may have been spent. */
  verify(guess: Guess): Promise<VerifyResult>;
  close(): Promise<void>;
}
