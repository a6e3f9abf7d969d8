/**
 * Why somebody does not get in. `attempt_invalid`: no sign-in of this browser
 * fits the answer. `refused`: the issuer or its token says no. `no_role`: known,
 * and not an analyst. `provider_away`: nobody knows just now.
 */
export type RefusalCode = 'attempt_invalid' | 'refused' | 'no_role' | 'provider_away';

/** Never has a cause: those of OpenID Connect libraries hold tokens and claims. */
export class AccessRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.name = 'AccessRefusal';
    this.code = code;
  }
}
