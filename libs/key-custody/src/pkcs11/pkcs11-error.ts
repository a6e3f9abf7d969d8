import { CKR } from './constants.ts';

/** What a module answered instead of CKR_OK. It carries a name and a number, nothing that was passed. */
export class Pkcs11Error extends Error {
  readonly returnValue: number;

  constructor(functionName: string, returnValue: number) {
    super(`${functionName} answered 0x${returnValue.toString(16)}`);
    this.name = 'Pkcs11Error';
    this.returnValue = returnValue;
  }
}

/** After these a session is of no use; another one may be. */
const SESSION_LOST: readonly number[] = [
  CKR.SLOT_ID_INVALID,
  CKR.DEVICE_ERROR,
  CKR.DEVICE_REMOVED,
  CKR.OPERATION_ACTIVE,
  CKR.SESSION_CLOSED,
  CKR.SESSION_HANDLE_INVALID,
  CKR.TOKEN_NOT_PRESENT,
  CKR.TOKEN_NOT_RECOGNIZED,
  CKR.USER_NOT_LOGGED_IN,
];

/** Handles of objects end with the object, and those of private ones with the login. */
const HANDLE_LOST: readonly number[] = [CKR.KEY_HANDLE_INVALID, CKR.OBJECT_HANDLE_INVALID];

const WRONG_PIN: readonly number[] = [CKR.PIN_INCORRECT, CKR.PIN_INVALID, CKR.PIN_LEN_RANGE];

export const isSessionLost = (thrown: unknown): boolean => answered(thrown, SESSION_LOST);
export const isHandleLost = (thrown: unknown): boolean => answered(thrown, HANDLE_LOST);
export const isWrongPin = (thrown: unknown): boolean => answered(thrown, WRONG_PIN);

/** Whether a module answered one of these. */
export function answered(thrown: unknown, returnValues: readonly number[]): boolean {
  return thrown instanceof Pkcs11Error && returnValues.includes(thrown.returnValue);
}
