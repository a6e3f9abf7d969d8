// One sign-in at a scripted provider, step by step, so that a test can bend each.
import type { LoneIdentity } from './lone-identity.ts';
import { atHash, type ScriptedProvider, tokens } from './scripted-provider.ts';

/** Longer than any two requests to a provider may take. */
export const LIMIT = { timeoutMs: 15_000 };
export const CLIENT_ID = 'postern';

export interface Visit {
  readonly attempt: string;
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
}

export type Claims = Readonly<Record<string, unknown>>;

export async function begin(identity: LoneIdentity['identity'], issuerId: string, privateComputer = false): Promise<Visit> {
  const { authorizationUrl, attempt } = await identity.beginOidc({ issuerId, privateComputer, locale: 'en' }, LIMIT);
  const url = new URL(authorizationUrl);
  return { attempt, url, state: url.searchParams.get('state') ?? '', nonce: url.searchParams.get('nonce') ?? '' };
}

/** What the claims of an honest provider's ID token are. */
export function honestClaims({ issuer }: ScriptedProvider, { nonce }: Visit): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: CLIENT_ID,
    sub: 'subject-of-ada',
    iat: now,
    exp: now + 300,
    nonce,
    at_hash: atHash(),
    email: 'Ada@Example.org',
    email_verified: true,
  };
}

/** The query of an honest callback. */
export function callback(
  { issuer }: Pick<ScriptedProvider, 'issuer'>,
  { state }: Visit,
  more: Record<string, string> = {},
): string {
  return new URLSearchParams({ code: 'code-of-the-scripted-provider', state, iss: issuer, ...more }).toString();
}

interface Bent {
  readonly claims?: Claims;
  /** Instead of signing with the provider's first key. */
  readonly sign?: (claims: Claims) => string;
  /** The `iss` parameter; none of it when `withoutIssuer`. */
  readonly responseIssuer?: string;
  readonly withoutIssuer?: boolean;
}

/** From the first step to the last; answers with the session or throws. */
export async function signIn(identity: LoneIdentity['identity'], issuerId: string, provider: ScriptedProvider, bent: Bent = {}) {
  const visit = await begin(identity, issuerId);
  const { sign = provider.signer.sign } = bent;
  provider.answers.token = tokens(sign({ ...honestClaims(provider, visit), ...bent.claims }));
  const { responseIssuer = provider.issuer, withoutIssuer = false } = bent;
  const query = new URLSearchParams(callback({ issuer: responseIssuer }, visit));
  if (withoutIssuer) query.delete('iss');
  return identity.completeOidc({ issuerId, attempt: visit.attempt, query: query.toString() }, LIMIT);
}
