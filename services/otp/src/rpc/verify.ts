import type { VerifyRequest__Output, VerifyResponse } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { UnaryHandler } from '@postern/rpc';
import { isCode } from '../domain/passcode.ts';
import type { Passcodes } from '../domain/passcodes.ts';
import { checkedAddress, checkedBinding } from './checked-request.ts';

export function verify(passcodes: Passcodes): UnaryHandler<VerifyRequest__Output, VerifyResponse> {
  return async ({ address, binding, code }) => {
    if (!isCode(code)) throw new PosternError('call.invalid');
    await passcodes.verify(checkedAddress(address), checkedBinding(binding), code);
    return {};
  };
}
