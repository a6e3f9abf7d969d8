import type { IssueRequest__Output, IssueResponse } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { UnaryHandler } from '@postern/rpc';
import type { Passcodes } from '../domain/passcodes.ts';
import { checkedAddress, checkedBinding } from './checked-request.ts';

const MAX_LOCALE_CHARACTERS = 35;
const MAX_SENDER_NAME_CHARACTERS = 1_000;

export function issue(passcodes: Passcodes): UnaryHandler<IssueRequest__Output, IssueResponse> {
  return async ({ address, binding, locale, senderName, decoy }) => {
    if (locale.length > MAX_LOCALE_CHARACTERS || senderName.length > MAX_SENDER_NAME_CHARACTERS)
      throw new PosternError('call.invalid');
    const { reference, expiresAt, resendAt, isDelayed } = await passcodes.issue({
      address: checkedAddress(address),
      binding: checkedBinding(binding),
      locale,
      senderName,
      isDecoy: decoy,
    });
    return {
      reference,
      // Rounded against the reader: never promise a moment more than there is.
      expiresAt: Math.floor(expiresAt / 1000),
      resendAt: Math.ceil(resendAt / 1000),
      relayState: isDelayed ? 'RELAY_STATE_DELAYED' : 'RELAY_STATE_ACCEPTING',
    };
  };
}
