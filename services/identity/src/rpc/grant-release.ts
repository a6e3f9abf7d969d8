import type { GrantReleaseRequest__Output, GrantReleaseResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { GrantRelease } from '../domain/release-desk.ts';

export function grantRelease(grant: GrantRelease): UnaryHandler<GrantReleaseRequest__Output, GrantReleaseResponse> {
  return async ({ session, capsule }, context) => grant(session, capsule, context);
}
