// What a store of passcodes promises. Both calls are atomic: whatever runs
// beside them sees all of a call or nothing of it.
//
// A store learns neither addresses nor codes: it is given keyed hashes. It
// keeps two codes for each browser that asked (mail arrives late and out of
// order), and for each address when codes were made and when guesses failed,
// so that a budget counts exactly the last hour. Decoys, which are codes for
// people who are no recipients, have budgets of their own: otherwise anybody
// with some capsule could use up the budget of an address that it is not for.
//
// While the hash key is rotated there is more than one, and an address and a
// browser have a place under each. A code is kept under the first; budgets are
// counted under all of them, and the fullest decides. So a rotation gives
// nothing back, as long as the old key stays for one window.
import type { PasscodeLimits } from './limits.ts';

/** Where a code is kept: keyed hashes, base64url. */
export interface PasscodePlace {
  readonly address: string;
  readonly browser: string;
}

/** One for each hash key; the first is that of the key that makes codes. */
export type Under<T> = readonly [T, ...T[]];

export interface NewPasscode {
  readonly places: Under<PasscodePlace>;
  /** Keyed hash of the code under the first key, base64url. */
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

/** What a guess is under one of the hash keys. */
export interface PlacedGuess {
  readonly place: PasscodePlace;
  readonly digest: string;
}

export interface Guess {
  readonly guesses: Under<PlacedGuess>;
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
