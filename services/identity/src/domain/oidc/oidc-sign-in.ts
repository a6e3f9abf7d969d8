// Signing in with an identity provider: code flow with PKCE (RFC 7636), state
// and nonce. What must be remembered in between, the browser carries, sealed
// (an attempt): a callback without the attempt of the same browser is nobody's,
// so nobody can be signed in as somebody else by a link. Each provider has its
// own redirect path, and an attempt is good for one provider: a provider cannot
// pass its answer off as another's (RFC 9700 section 4.4).
//
// Nothing is kept here, so a callback that is sent twice is refused by the
// provider, whose codes work once (RFC 6749 section 4.1.2), and it needs the
// same browser's cookie; identity does not count on top of that.
import { PosternError } from '@postern/errors';
import type { Lifetimes } from '../lifetimes.ts';
import { type NewSession, newSession } from '../new-session.ts';
import type { SealedNotes } from '../sealed-notes.ts';
import { readAuthorizationResponse } from './authorization-response.ts';
import { provenAddress } from './proven-address.ts';
import type { Provider, ProviderKind } from './provider.ts';

/** How long somebody may take to sign in at their provider, in seconds. */
const ATTEMPT_SECONDS = 600;
/** 256 bits each; RFC 7636 section 4.1 asks as much of a verifier. */
const SECRET_BYTES = 32;

export interface OidcSignInDeps {
  /** By id. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly notes: SealedNotes;
  readonly lifetimes: Lifetimes;
  /** Unix seconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

export interface ListedIssuer {
  readonly id: string;
  readonly displayName: string;
  readonly kind: ProviderKind;
  readonly origin: string;
}

export interface Beginning {
  readonly issuerId: string;
  readonly isPrivateComputer: boolean;
  /** BCP 47, or empty. */
  readonly locale: string;
}

export interface Begun {
  readonly authorizationUrl: string;
  readonly attempt: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface Completion {
  readonly issuerId: string;
  readonly attempt: string;
  readonly query: string;
}

export interface OidcSignIn {
  list(): readonly ListedIssuer[];
  /** Throws `identity.issuer_unknown`, `identity.provider_unavailable`. */
  begin(beginning: Beginning): Promise<Begun>;
  /**
   * Throws `identity.issuer_unknown`, `identity.attempt_invalid`,
   * `identity.address_unproved`, and what the provider throws.
   */
  complete(completion: Completion): Promise<NewSession>;
}

export function createOidcSignIn(deps: OidcSignInDeps): OidcSignIn {
  const { providers, notes, now, randomBytes } = deps;

  function providerOf(issuerId: string): Provider {
    const provider = providers.get(issuerId);
    if (provider === undefined) throw new PosternError('identity.issuer_unknown');
    return provider;
  }

  async function begin({ issuerId, isPrivateComputer, locale }: Beginning): Promise<Begun> {
    const provider = providerOf(issuerId);
    const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
    const secrets = { state: secret(), nonce: secret(), verifier: secret() };
    const authorizationUrl = await provider.authorizationUrl({ ...secrets, locale });
    const expiresAt = now() + ATTEMPT_SECONDS;
    return { authorizationUrl, attempt: notes.sealAttempt({ issuerId, ...secrets, isPrivateComputer }, expiresAt), expiresAt };
  }

  async function complete({ issuerId, attempt: sealed, query }: Completion): Promise<NewSession> {
    const provider = providerOf(issuerId);
    const attempt = notes.openAttempt(sealed, now());
    if (attempt?.issuerId !== issuerId) throw new PosternError('identity.attempt_invalid');
    const { state, nonce, verifier, isPrivateComputer } = attempt;
    const response = readAuthorizationResponse(query, state);
    const claims = await provider.redeem({ ...response, state, nonce, verifier });
    const address = provenAddress(claims, provider.rule);
    if (address === undefined) throw new PosternError('identity.address_unproved');
    return newSession({ address, method: 'oidc' }, isPrivateComputer, deps);
  }

  return {
    list: () =>
      [...providers.values()].map((provider) => {
        const { id, displayName, kind } = provider;
        return { id, displayName, kind, origin: provider.origin() };
      }),
    begin,
    complete,
  };
}
