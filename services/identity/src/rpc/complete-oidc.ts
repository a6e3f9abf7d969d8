import type { CompleteOidcRequest__Output, CompleteOidcResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { OidcSignIn } from '../domain/oidc/oidc-sign-in.ts';

export function completeOidc(signIn: OidcSignIn): UnaryHandler<CompleteOidcRequest__Output, CompleteOidcResponse> {
  return async (completion) => signIn.complete(completion);
}
