import { MAX_ADDRESS_OCTETS } from '@postern/address';
import type { CheckRecipientRequest__Output, CheckRecipientResponse } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { UnaryHandler } from '@postern/rpc';
import type { Vault } from '../domain/vault.ts';
import { boundedCapsule } from './bounded-capsule.ts';

export function checkRecipient(vault: Vault): UnaryHandler<CheckRecipientRequest__Output, CheckRecipientResponse> {
  return async ({ capsule, address }) => {
    if (Buffer.byteLength(address) > MAX_ADDRESS_OCTETS) throw new PosternError('call.invalid');
    const { address: known, sender } = await vault.checkRecipient(boundedCapsule(capsule), address);
    return {
      isRecipient: known !== undefined,
      address: known ?? '',
      senderName: sender.displayName,
      senderUsageNumber: sender.usageNumber ?? 0,
    };
  };
}
