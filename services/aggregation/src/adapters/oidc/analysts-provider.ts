// The issuer that says who is an analyst. The code flow is openid-client's,
// with PKCE, state, nonce and `iss` (RFC 9207); access tokens that programs
// bring are JWTs (RFC 9068) and jose's to verify.
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { AccessRefusal } from '../../access/access-refusal.ts';
import type { OidcAccess } from '../../access/access-settings.ts';
import type { AttemptNote } from '../../access/notes.ts';
import type { Claims } from '../../access/role.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { CLOCK_SKEW_SECONDS, issuerMetadata } from './issuer-metadata.ts';

type Secrets = Pick<AttemptNote, 'state' | 'nonce' | 'verifier'>;

export interface AnalystsProvider {
  /** Where a browser goes to sign in. */
  authorizationUrl(secrets: Secrets): Promise<URL>;
  /** The claims of the ID token for the code that the browser brought to `callback`. */
  redeem(callback: URL, secrets: Secrets): Promise<Claims>;
  /** The claims of a program's access token. */
  verify(accessToken: string): Promise<Claims>;
}

/** Asymmetric alone: no secret of ours can be passed off as the issuer's key. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];
const MAX_TOKEN_CHARACTERS = 8_192;
/** Of openid-client: an answer that is none, such as a page. */
const NO_ANSWER: readonly (string | undefined)[] = ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

export const CALLBACK_PATH = '/sign-in/callback';

interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the token endpoint refuses us, with a code of RFC 6749 section 5.2. */
  readonly codeRefused: (reason: string) => void;
}

/** Everything rejects with an `AccessRefusal`. */
export function createAnalystsProvider(access: OidcAccess, { now, codeRefused }: Surroundings): AnalystsProvider {
  const metadata = issuerMetadata(access, now);
  const keySet = rememberedKeySet(access);
  return {
    authorizationUrl: async ({ state, nonce, verifier }) =>
      buildAuthorizationUrl(await metadata(), {
        redirect_uri: new URL(CALLBACK_PATH, access.publicUrl).href,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    redeem: async (callback, { state, nonce, verifier }) => {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      try {
        return (await authorizationCodeGrant(await metadata(), callback, checks)).claims() ?? {};
      } catch (thrown) {
        const reason = reasonOf(thrown);
        if (reason !== undefined) codeRefused(reason);
        throw refusalOf(thrown);
      }
    },
    verify: async (accessToken) => {
      if (accessToken.length > MAX_TOKEN_CHARACTERS) throw new AccessRefusal('refused');
      const configuration = await metadata();
      try {
        const { payload } = await jwtVerify(accessToken, keySet(configuration), {
          algorithms: ALGORITHMS,
          issuer: configuration.serverMetadata().issuer,
          audience: access.audience,
          requiredClaims: ['exp', 'iat'],
          clockTolerance: CLOCK_SKEW_SECONDS,
          currentDate: new Date(now()),
        });
        return payload;
      } catch (thrown) {
        // What jose itself throws is about the token; all else is about getting the keys.
        throw new AccessRefusal(isAboutToken(thrown) ? 'refused' : 'provider_away');
      }
    },
  };
}

function rememberedKeySet(access: OidcAccess): (configuration: Configuration) => ReturnType<typeof createRemoteJWKSet> {
  let known: { readonly url: string; readonly keys: ReturnType<typeof createRemoteJWKSet> } | undefined;
  return (configuration) => {
    const { jwks_uri: url } = configuration.serverMetadata();
    // An issuer elsewhere cannot have us ask something on this machine.
    if (url === undefined || new URL(url).protocol !== access.issuer.protocol) throw new AccessRefusal('provider_away');
    if (known?.url !== url) known = { url, keys: createRemoteJWKSet(new URL(url), { [customFetch]: boundedFetch }) };
    return known.keys;
  };
}

function isAboutToken(thrown: unknown): boolean {
  if (thrown instanceof errors.JWKSTimeout || thrown instanceof errors.JWKSInvalid) return false;
  // A bare JOSEError is an answer for the key set that is none.
  return thrown instanceof errors.JOSEError && thrown.code !== 'ERR_JOSE_GENERIC';
}

const REASONS: readonly string[] = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'invalid_scope'];

/** What an operator can do something about; the rest is the provider's free text. */
function reasonOf(thrown: unknown): string | undefined {
  if (thrown instanceof WWWAuthenticateChallengeError) return 'invalid_client';
  return thrown instanceof ResponseBodyError ? REASONS.find((reason) => reason === thrown.error) : undefined;
}

/** The errors of openid-client carry tokens and claims: nothing of them is kept but an error of ours that it wrapped. */
function refusalOf(thrown: unknown): AccessRefusal {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++)
    if (error instanceof AccessRefusal) return error;
  const isNoAnswer = thrown instanceof ClientError && NO_ANSWER.includes(thrown.code);
  return new AccessRefusal(isNoAnswer ? 'provider_away' : 'refused');
}
