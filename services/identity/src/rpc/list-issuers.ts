import type { ListIssuersRequest__Output, ListIssuersResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { OidcSignIn } from '../domain/oidc/oidc-sign-in.ts';

const KINDS = {
  generic: 'ISSUER_KIND_GENERIC',
  microsoft: 'ISSUER_KIND_MICROSOFT',
  google: 'ISSUER_KIND_GOOGLE',
} as const;

export function listIssuers(signIn: OidcSignIn): UnaryHandler<ListIssuersRequest__Output, ListIssuersResponse> {
  return async () => ({ issuers: signIn.list().map((issuer) => ({ ...issuer, kind: KINDS[issuer.kind] })) });
}
