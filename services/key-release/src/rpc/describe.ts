import type { DescribeRequest__Output, DescribeResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { Vault } from '../domain/vault.ts';
import { boundedCapsule } from './bounded-capsule.ts';
import { senderToWire } from './sender.ts';

export function describe(vault: Vault): UnaryHandler<DescribeRequest__Output, DescribeResponse> {
  return async ({ capsule }) => {
    const { sender, issuedAt, expiresAt, maskedRecipient } = await vault.describe(boundedCapsule(capsule));
    return {
      sender: senderToWire(sender),
      issuedAt,
      expiresAt,
      maskedRecipient: maskedRecipient ?? '',
      methods: ['SIGN_IN_METHOD_PASSCODE'],
    };
  };
}
