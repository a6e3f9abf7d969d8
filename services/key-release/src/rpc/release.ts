import type { ReleaseRequest__Output, ReleaseResponse, Right } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { UnaryHandler } from '@postern/rpc';
import type { Vault } from '../domain/vault.ts';
import { boundedCapsule } from './bounded-capsule.ts';
import { senderToWire } from './sender.ts';

const MAX_GRANT_CHARACTERS = 4096;
const RIGHTS = { download: 'RIGHT_DOWNLOAD', print: 'RIGHT_PRINT' } as const satisfies Record<string, Right>;

export function release(vault: Vault): UnaryHandler<ReleaseRequest__Output, ReleaseResponse> {
  return async ({ capsule, grant }) => {
    if (grant.length > MAX_GRANT_CHARACTERS) throw new PosternError('keyrelease.grant_refused');
    const { claims, sender, contentKey, bodyDigest } = await vault.release(boundedCapsule(capsule), grant);
    return {
      contentKey,
      bodyDigest,
      sender: senderToWire(sender),
      from: claims.from,
      rights: claims.rights.map((right) => RIGHTS[right]),
      expiresAt: claims.exp,
    };
  };
}
