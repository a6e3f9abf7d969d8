import type { RevokeRequest__Output, RevokeResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { Revoke } from '../domain/revoker.ts';

export function revoke(take: Revoke): UnaryHandler<RevokeRequest__Output, RevokeResponse> {
  return async ({ request }) => {
    await take(request);
    return {};
  };
}
