import type { CheckRecipientRequest__Output, CheckRecipientResponse } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { UnaryHandler } from '@postern/rpc';
import type { Vault } from '../domain/vault.ts';
import { boundedCapsule } from './bounded-capsule.ts';

/** The longest address in octets (RFC 5321 section 4.5.3.1.3, less the angle brackets). */
const MAX_ADDRESS_OCTETS = 254;

export function checkRecipient(vault: Vault): UnaryHandler<CheckRecipientRequest__Output, CheckRecipientResponse> {
  return async ({ capsule, address }) => {
    if (Buffer.byteLength(address) > MAX_ADDRESS_OCTETS) throw new PosternError('call.invalid');
    const recipient = await vault.checkRecipient(boundedCapsule(capsule), address);
    return { isRecipient: recipient.address !== undefined, address: recipient.address ?? '', senderName: recipient.senderName };
  };
}
