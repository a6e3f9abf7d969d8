// Signing in with a passcode. Whoever asks for an address that is no recipient
// is answered like everybody else, by the same calls in the same order: otp
// makes a decoy, the browser gets a challenge of the same length. Only the
// sealed challenge knows, and it can never be redeemed.
//
// A decoy goes to otp under a name of its own, made from the capsule and the
// address: were decoys counted by address, somebody could use up an address's
// decoys with one capsule, and with the next see whether it is still answered.
import { createHash } from 'node:crypto';
import { canonicalAddress } from '@postern/address';
import { PosternError } from '@postern/errors';
import type { Lifetimes } from './lifetimes.ts';
import type { CheckRecipient, IssuedPasscode, PasscodeOffice, Within } from './neighbours.ts';
import { type NewSession, newSession } from './new-session.ts';
import type { Challenge, SealedNotes } from './sealed-notes.ts';
import { typedCode } from './typed-code.ts';

const BINDING_BYTES = 16;

export interface PasscodeSignInDeps {
  readonly checkRecipient: CheckRecipient;
  readonly office: PasscodeOffice;
  readonly notes: SealedNotes;
  readonly capsuleHash: (capsule: string) => string;
  readonly lifetimes: Lifetimes;
  /** Unix seconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

export interface StartOrder {
  readonly capsule: string;
  /** As typed; empty for the capsule's only recipient. */
  readonly address: string;
  readonly locale: string;
  /** The browser's earlier challenge, or empty. */
  readonly challenge: string;
}

export interface Started extends IssuedPasscode {
  readonly challenge: string;
  /** Of the capsule's sender; 0: none. */
  readonly senderUsageNumber: number;
}

export interface Redemption {
  readonly challenge: string;
  /** As typed. */
  readonly code: string;
  readonly isPrivateComputer: boolean;
}

export interface Redeemed extends NewSession {
  /** Of the sender whose capsule the code was asked with; 0: none. */
  readonly senderUsageNumber: number;
}

export interface PasscodeSignIn {
  /** Throws `identity.address_invalid`, and what key-release and otp throw. */
  start(order: StartOrder, within: Within): Promise<Started>;
  /** Throws `identity.challenge_invalid`, and what otp throws. */
  redeem(redemption: Redemption, within: Within): Promise<Redeemed>;
}

export function createPasscodeSignIn(deps: PasscodeSignInDeps): PasscodeSignIn {
  const { checkRecipient, office, notes, capsuleHash, now, randomBytes } = deps;

  async function start({ capsule, address: typed, locale, challenge }: StartOrder, within: Within): Promise<Started> {
    const asked = typed.trim() === '' ? '' : canonicalAddress(typed.trim());
    if (asked === undefined) throw new PosternError('identity.address_invalid');
    const { isRecipient, address: known, senderName, senderUsageNumber } = await checkRecipient(capsule, asked, within);
    const isDecoy = !isRecipient;
    // Nobody was named, and there is not exactly one recipient.
    if (isDecoy && asked === '') throw new PosternError('identity.address_invalid');
    const decoy = decoyName(capsuleHash(capsule), asked);
    const address = isDecoy ? decoy : known;
    const binding = bindingFor(address, isDecoy, notes.openChallenge(challenge, now()));
    const issued = await office.issue({ address, binding, locale, senderName, isDecoy }, within);
    const note = { address, binding: binding.toString('base64url'), isDecoy, senderUsageNumber };
    return { ...issued, challenge: notes.sealChallenge(note, issued.expiresAt), senderUsageNumber };
  }

  /** A browser that asks again for the same address stays the same browser, so that its earlier code still works. */
  function bindingFor(address: string, isDecoy: boolean, earlier: Challenge | undefined): Buffer {
    const fresh = randomBytes(BINDING_BYTES);
    const isSame = earlier?.address === address && earlier.isDecoy === isDecoy;
    return isSame ? Buffer.from(earlier.binding, 'base64url') : fresh;
  }

  async function redeem({ challenge, code, isPrivateComputer }: Redemption, within: Within): Promise<Redeemed> {
    const opened = notes.openChallenge(challenge, now());
    if (opened === undefined) throw new PosternError('identity.challenge_invalid');
    const digits = typedCode(code);
    // A slip of the keyboard is no guess: it costs no try.
    if (digits === undefined) throw new PosternError('otp.wrong');
    await office.verify(opened.address, Buffer.from(opened.binding, 'base64url'), digits, within);
    if (opened.isDecoy) throw new PosternError('otp.wrong');
    const session = newSession({ address: opened.address, method: 'passcode' }, isPrivateComputer, deps);
    return { ...session, senderUsageNumber: opened.senderUsageNumber };
  }

  return { start, redeem };
}

/** Stands for an address that is no recipient of a capsule; shaped like an address, and nobody's (RFC 2606 section 2). */
function decoyName(capsuleHash: string, address: string): string {
  return `${createHash('sha256').update(`${capsuleHash}\0${address}`).digest('hex').slice(0, 32)}@decoy.invalid`;
}
