// Making and checking passcodes. Whatever can be known from outside is the
// same for a decoy, down to the work: a code is drawn and hashed, the store
// keeps it, a delivery is queued. A decoy's digest belongs to no code at all,
// so it cannot be guessed.
import { PosternError } from '@postern/errors';
import type { PasscodeLimits } from './limits.ts';
import type { PasscodeMailOrder } from './mail/passcode-mail.ts';
import { newCode, newReference, type RandomInt } from './passcode.ts';
import type { PasscodeHash } from './passcode-hash.ts';
import type { PasscodeStore, Under, VerifyResult } from './passcode-store.ts';

/** Where mails go to be sent. */
export interface Outbox {
  readonly hasRoom: boolean;
  readonly isDelayed: boolean;
  /** Returns at once. */
  send(order: PasscodeMailOrder): void;
  /** Does what `send` does and sends nothing. */
  pretend(order: PasscodeMailOrder): void;
}

export interface PasscodesDeps {
  readonly store: PasscodeStore;
  /** The first makes, all check; more than one while keys rotate. */
  readonly hashes: Under<PasscodeHash>;
  readonly limits: PasscodeLimits;
  readonly outbox: Outbox;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly randomInt: RandomInt;
  readonly randomBytes: (size: number) => Buffer;
}

export interface PasscodeOrder {
  /** Canonical. */
  readonly address: string;
  /** Names the browser that asked: 16 bytes. */
  readonly binding: Buffer;
  readonly locale: string;
  readonly senderName: string;
  readonly isDecoy: boolean;
}

export interface Issued {
  readonly reference: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly isDelayed: boolean;
}

export interface Passcodes {
  /**
   * Makes a code and queues its mail. A browser that asks again before its
   * time gets the answer for the code that it already has, and no mail. Throws
   * `otp.rate_limited` and `otp.unavailable`.
   */
  issue(order: PasscodeOrder): Promise<Issued>;
  /** Resolves when the code was right. Throws `otp.wrong`, `otp.exhausted`, `otp.expired`, `otp.rate_limited`, `otp.unavailable`. */
  verify(address: string, binding: Buffer, code: string): Promise<void>;
}

export function createPasscodes({ store, hashes, limits, outbox, now, randomInt, randomBytes }: PasscodesDeps): Passcodes {
  async function issue({ address, binding, locale, senderName, isDecoy }: PasscodeOrder): Promise<Issued> {
    if (!outbox.hasRoom) throw new PosternError('otp.unavailable');
    const [hash] = hashes;
    const issuedAt = now();
    const code = newCode(randomInt);
    const realDigest = hash.digest(address, binding, code);
    const nobodysDigest = randomBytes(32).toString('base64url');
    const result = await store.issue({
      places: under(hashes, (each) => each.place(address, binding)),
      digest: isDecoy ? nobodysDigest : realDigest,
      reference: newReference(randomInt),
      isDecoy,
      now: issuedAt,
      limits,
    });
    if (result.status === 'limited') throw rateLimited(result.until, issuedAt);
    const { reference, expiresAt, resendAt } = result;
    if (result.status === 'issued') {
      const order = { address, code, reference, senderName, locale, issuedAt, expiresAt };
      if (isDecoy) outbox.pretend(order);
      else outbox.send(order);
    }
    return { reference, expiresAt, resendAt, isDelayed: outbox.isDelayed };
  }

  async function verify(address: string, binding: Buffer, code: string): Promise<void> {
    const at = now();
    const guesses = under(hashes, (hash) => ({
      place: hash.place(address, binding),
      digest: hash.digest(address, binding, code),
    }));
    const result = await store.verify({ guesses, now: at, limits });
    if (result.status !== 'accepted') throw refusal(result, at);
  }

  return { issue, verify };
}

function under<T>([first, ...others]: Under<PasscodeHash>, make: (hash: PasscodeHash) => T): Under<T> {
  return [make(first), ...others.map(make)];
}

function refusal(result: Exclude<VerifyResult, { status: 'accepted' }>, now: number): PosternError {
  return result.status === 'limited' ? rateLimited(result.until, now) : new PosternError(`otp.${result.status}`);
}

function rateLimited(until: number, now: number): PosternError {
  return new PosternError('otp.rate_limited', { retryAfterSeconds: Math.ceil((until - now) / 1000) });
}
