// The two services that identity asks. `within` is the call that is being
// served: no question outlives it.
import type { CallOptions } from '@postern/rpc';

export type Within = NonNullable<CallOptions['within']>;

export interface Recipient {
  readonly isRecipient: boolean;
  /** Canonical; empty unless it is one. */
  readonly address: string;
  readonly senderName: string;
  /** What usage events call the capsule's sender; 0: nothing. */
  readonly senderUsageNumber: number;
}

/** key-release, asked whether an address (canonical, or empty for the only one) is a recipient of a capsule. */
export type CheckRecipient = (capsule: string, address: string, within: Within) => Promise<Recipient>;

export interface PasscodeOrder {
  readonly address: string;
  readonly binding: Buffer;
  readonly locale: string;
  readonly senderName: string;
  readonly isDecoy: boolean;
}

export interface IssuedPasscode {
  readonly reference: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly isDelayed: boolean;
}

/** otp. */
export interface PasscodeOffice {
  issue(order: PasscodeOrder, within: Within): Promise<IssuedPasscode>;
  /** Throws unless the code is right. */
  verify(address: string, binding: Buffer, code: string, within: Within): Promise<void>;
}
