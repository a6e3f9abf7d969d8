import type { Secret } from '@postern/config';
import type { ProofRule } from './proven-address.ts';

/** How identity proves at the token endpoint which client it is (OpenID Connect Core 1.0 section 9). */
export type ClientAuthentication =
  | { readonly method: 'none' }
  | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: Secret };

/** An identity provider as the operator configured it. */
export interface IssuerConfig {
  /** A segment of its redirect path. */
  readonly id: string;
  readonly displayName: string;
  /** The issuer identifier (OpenID Connect Core 1.0 section 1.2). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly rule: ProofRule;
}
