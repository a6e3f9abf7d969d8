import { type ErrorCode, toPosternError } from '@postern/errors';

/** Makes the call and tells how it ended, `ok` or the code of its error, to whoever counts; the result is the call's. */
export async function tellingCode<T>(call: () => Promise<T>, tell: (code: ErrorCode | 'ok') => void): Promise<T> {
  try {
    const result = await call();
    tell('ok');
    return result;
  } catch (thrown) {
    tell(toPosternError(thrown).code);
    throw thrown;
  }
}
