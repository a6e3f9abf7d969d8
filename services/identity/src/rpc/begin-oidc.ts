import type { BeginOidcRequest__Output, BeginOidcResponse } from '@postern/contracts';
import type { UnaryHandler } from '@postern/rpc';
import type { OidcSignIn } from '../domain/oidc/oidc-sign-in.ts';
import { boundedLocale } from './bounded-locale.ts';

export function beginOidc(signIn: OidcSignIn): UnaryHandler<BeginOidcRequest__Output, BeginOidcResponse> {
  return async ({ issuerId, privateComputer, locale }) =>
    signIn.begin({ issuerId, isPrivateComputer: privateComputer, locale: boundedLocale(locale) });
}
