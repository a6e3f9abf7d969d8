// What identity asks of an identity provider. Every question is answered or
// given up within seconds, whoever asks.
import type { ProofRule } from './proven-address.ts';

export type ProviderKind = 'generic' | 'microsoft' | 'google';

/** What a browser is sent to the provider with. */
export interface AuthorizationRequest {
  readonly state: string;
  readonly nonce: string;
  /** The PKCE verifier (RFC 7636); the provider is shown its SHA-256. */
  readonly verifier: string;
  /** BCP 47, or empty. */
  readonly locale: string;
}

/** What the provider sent the browser back with, and what the browser was sent with. */
export interface Redemption {
  readonly code: string;
  /** The `iss` parameter (RFC 9207), where there was one. */
  readonly issuer: string | undefined;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The claims of an ID token that is authentic, in time, and for us and this attempt. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Provider {
  readonly id: string;
  readonly displayName: string;
  readonly kind: ProviderKind;
  readonly rule: ProofRule;
  /** Where its sign-in page is, as far as is known now; asks nobody. */
  origin(): string;
  /** Looks the provider up before anybody asks for it; never throws. */
  warmUp(): Promise<void>;
  /** Throws `identity.provider_unavailable`. */
  authorizationUrl(request: AuthorizationRequest): Promise<string>;
  /**
   * Exchanges the code and lets go of every token. Throws
   * `identity.provider_unavailable`, `identity.provider_refused`,
   * `identity.token_refused`.
   */
  redeem(redemption: Redemption): Promise<Claims>;
}
