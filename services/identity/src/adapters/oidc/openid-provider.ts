// An identity provider by openid-client: it builds requests, authenticates us
// at the token endpoint and checks the claims of ID tokens. Signatures are
// checked here and not there: in the code flow it leaves them to TLS, and its
// way to keys has another idea of when to ask again. The claims are then
// checked once more against our own, stricter rules.
import { PosternError } from '@postern/errors';
import type { EventLog } from '@postern/runtime';
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, fetchUserInfo } from 'openid-client';
import { areExpected } from '../../domain/oidc/id-token-claims.ts';
import type { IssuerConfig } from '../../domain/oidc/issuer-config.ts';
import { isMicrosoftToken, isResponseIssuer } from '../../domain/oidc/microsoft-tenants.ts';
import type { AuthorizationRequest, Claims, Provider, Redemption } from '../../domain/oidc/provider.ts';
import type { Fetch } from './bounded-fetch.ts';
import { type Discovered, discover } from './discovery.ts';
import { readIdToken } from './id-token.ts';
import { keep } from './kept.ts';
import { reasonOf, withoutCause } from './refusals.ts';
import { createSigningKeys } from './signing-keys.ts';

const FRESH_SECONDS = 3600;
const STALE_SECONDS = 24 * 3600;
/** Asks for the claims in the ID token (OpenID Connect Core 1.0 section 5.5). */
const WANTED_CLAIMS = JSON.stringify({ id_token: { email: null, email_verified: null } });

export interface OpenIdProviderOptions {
  readonly redirectUri: string;
  /** Bounded. */
  readonly fetch: Fetch;
  /** Unix seconds. */
  readonly now: () => number;
  readonly log: EventLog;
}

export function createOpenIdProvider(config: IssuerConfig, { redirectUri, fetch, now, log }: OpenIdProviderOptions): Provider {
  const { id, displayName, issuer, clientId, rule } = config;
  const discovered = keep(
    () =>
      discover(config, fetch).catch((thrown) => {
        log.event('warn', 'oidc.discovery_failed', { peer: id });
        throw thrown;
      }),
    { freshSeconds: FRESH_SECONDS, staleSeconds: STALE_SECONDS, now },
  );
  const keys = createSigningKeys(async () => fetchJson((await discovered.get()).keySetUrl, fetch), now);

  const isIssuer = ({ iss, tid }: Claims) => (rule.kind === 'microsoft' ? isMicrosoftToken(issuer, iss, tid) : iss === issuer);

  async function authorizationUrl({ state, nonce, verifier, locale }: AuthorizationRequest): Promise<string> {
    const { configuration, takesClaimsParameter } = await discovered.get();
    return buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      // Microsoft documents `tid` as part of the profile.
      scope: rule.kind === 'microsoft' ? 'openid profile email' : 'openid email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(takesClaimsParameter ? { claims: WANTED_CLAIMS } : {}),
      ...(locale === '' ? {} : { ui_locales: locale }),
    }).href;
  }

  async function redeem(redemption: Redemption): Promise<Claims> {
    const provider = await discovered.get();
    checkResponseIssuer(redemption.issuer, provider);
    try {
      return await exchange(redemption, provider);
    } catch (thrown) {
      const reason = reasonOf(thrown);
      if (reason !== undefined) log.event('warn', 'oidc.code_refused', { peer: id, code: reason });
      throw withoutCause(thrown);
    }
  }

  async function exchange(
    { code, issuer: responseIssuer, state, nonce, verifier }: Redemption,
    provider: Discovered,
  ): Promise<Claims> {
    const { configuration, signatureAlgorithms, sendsIssuer } = provider;
    const callback = new URL(redirectUri);
    callback.search = new URLSearchParams({ code, state, ...(sendsIssuer ? { iss: provider.issuer } : {}) }).toString();
    const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true };
    const { id_token: idToken = '', access_token: accessToken } = await authorizationCodeGrant(configuration, callback, checks);
    const claims = await readIdToken(idToken, keys, signatureAlgorithms);
    const isOurs = areExpected(claims, { isIssuer, clientId, nonce, accessToken, now: now() });
    if (!isOurs || (responseIssuer !== undefined && claims['iss'] !== responseIssuer))
      throw new PosternError('identity.token_refused');
    return claims['email'] === undefined && rule.kind === 'generic' ? withUserInfo(claims, accessToken, provider) : claims;
  }

  return {
    id,
    displayName,
    kind: rule.kind,
    rule,
    origin: () => discovered.known()?.signInOrigin ?? new URL(issuer).origin,
    warmUp: async () => {
      await discovered.get().catch(() => undefined);
    },
    authorizationUrl,
    redeem,
  };
}

/** Before a code goes anywhere: whether it is this provider's (RFC 9207 section 2.4). */
function checkResponseIssuer(issuer: string | undefined, provider: Discovered): void {
  const isRight = issuer === undefined ? !provider.sendsIssuer : isResponseIssuer(provider.issuer, issuer);
  if (!isRight) throw new PosternError('identity.token_refused');
}

/**
 * A provider that gives an access token too may keep the address out of the ID
 * token (OpenID Connect Core 1.0 section 5.4) and tell it on asking.
 */
async function withUserInfo(claims: Claims, accessToken: string, { configuration, hasUserInfo }: Discovered): Promise<Claims> {
  if (!hasUserInfo) return claims;
  const { email, email_verified } = await fetchUserInfo(configuration, accessToken, String(claims['sub']));
  return { ...claims, email, email_verified };
}

async function fetchJson(url: string, fetch: Fetch): Promise<unknown> {
  const response = await fetch(url, { method: 'GET', headers: { accept: 'application/jwk-set+json, application/json' } });
  try {
    if (response.status === 200) return await response.json();
  } catch {
    // Unavailable, like any other answer that is no key set.
  }
  throw new PosternError('identity.provider_unavailable');
}
