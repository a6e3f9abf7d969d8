// Tokens lock after a few wrong PINs, for good or until a security officer
// comes. So a PIN that was refused is never tried again by this process, and
// one that could be the last try is not tried at all: a service that is started
// again and again must not lock the token.
import { type Handle, withArena } from './arena.ts';
import { CKF, CKR, CKU_USER } from './constants.ts';
import { answered, isWrongPin, Pkcs11Error } from './pkcs11-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import { readPin } from './read-pin.ts';

const SENTENCES: readonly (readonly [returnValue: number, sentence: string])[] = [
  [CKR.PIN_LOCKED, 'pkcs11: the token is locked: too many wrong PINs; its security officer can set a new one'],
  [CKR.PIN_EXPIRED, 'pkcs11: the PIN of the token has expired; set a new one'],
  [CKR.USER_PIN_NOT_INITIALIZED, 'pkcs11: the token has no user PIN yet'],
];
const WRONG_PIN = 'pkcs11: the token refuses the PIN; it will not be tried again';

export class TokenLogin {
  readonly #module: Pkcs11Module;
  readonly #readPin: () => Promise<Buffer>;
  #isPinRefused = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(module: Pkcs11Module, pinPath: string, strict: boolean) {
    this.#module = module;
    this.#readPin = () => readPin(pinPath, strict);
  }

  /** Logs the application in, if it is not. One login at a time. Throws an Error for the operator, without the PIN. */
  logIn(session: Handle, tokenFlags: number): Promise<void> {
    const login = this.#turn.then(() => this.#logIn(session, tokenFlags));
    this.#turn = login.catch(() => {});
    return login;
  }

  async #logIn(session: Handle, tokenFlags: number): Promise<void> {
    if (this.#isPinRefused) throw new Error(WRONG_PIN);
    refuseUnsafeTry(tokenFlags);
    const pin = await this.#readPin();
    try {
      await this.#tryPin(session, pin);
    } catch (thrown) {
      if (answered(thrown, [CKR.USER_ALREADY_LOGGED_IN])) return;
      this.#isPinRefused = isWrongPin(thrown);
      throw inWords(thrown);
    } finally {
      pin.fill(0);
    }
  }

  #tryPin(session: Handle, pin: Buffer): Promise<void> {
    return withArena(async (arena) => {
      const copy = arena.copyOf(pin);
      await this.#module.call('C_Login', arena, session, CKU_USER, copy.address, pin.length);
    });
  }
}

/** Throws for a token that is locked or that the next wrong PIN would lock. */
export function refuseUnsafeTry(tokenFlags: number): void {
  const has = (flag: number) => (tokenFlags & flag) !== 0;
  if (has(CKF.USER_PIN_LOCKED)) throw inWords(new Pkcs11Error('C_Login', CKR.PIN_LOCKED));
  if (has(CKF.USER_PIN_FINAL_TRY))
    throw new Error('pkcs11: one more wrong PIN would lock the token; log in once with another program to reset the count');
  if (!has(CKF.USER_PIN_INITIALIZED)) throw inWords(new Pkcs11Error('C_Login', CKR.USER_PIN_NOT_INITIALIZED));
}

function inWords(thrown: unknown): unknown {
  if (isWrongPin(thrown)) return new Error(WRONG_PIN, { cause: thrown });
  const sentence = SENTENCES.find(([returnValue]) => answered(thrown, [returnValue]))?.[1];
  return sentence === undefined ? thrown : new Error(sentence, { cause: thrown });
}
