import { describe, expect, it } from '@jest/globals';
import { CKF } from './constants.ts';
import { refuseUnsafeTry } from './token-login.ts';

const PIN_COUNT_LOW = 0x10000;

describe('a PIN is tried', () => {
  it('on a token that has one', () => {
    expect(() => refuseUnsafeTry(CKF.USER_PIN_INITIALIZED)).not.toThrow();
    expect(() => refuseUnsafeTry(CKF.USER_PIN_INITIALIZED | PIN_COUNT_LOW)).not.toThrow();
  });

  it('not when it could be the last try', () => {
    const flags = CKF.USER_PIN_INITIALIZED | PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY;
    expect(() => refuseUnsafeTry(flags)).toThrow('one more wrong PIN would lock the token');
  });

  it('not on a token that is locked, or has no PIN', () => {
    expect(() => refuseUnsafeTry(CKF.USER_PIN_INITIALIZED | CKF.USER_PIN_LOCKED)).toThrow('the token is locked');
    expect(() => refuseUnsafeTry(CKF.TOKEN_INITIALIZED)).toThrow('no user PIN yet');
  });
});
