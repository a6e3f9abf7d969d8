// What a provider publishes about itself (OpenID Connect Discovery 1.0), and
// what of it we rely on. Metadata that does not fit the configured issuer, or
// that would have us send a code in the clear, is as good as none.
import { PosternError } from '@postern/errors';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  clockTolerance,
  customFetch,
  discovery,
  None,
} from 'openid-client';
import { CLOCK_SKEW_SECONDS } from '../../domain/oidc/id-token-claims.ts';
import type { ClientAuthentication, IssuerConfig } from '../../domain/oidc/issuer-config.ts';
import { metadataIssuer } from '../../domain/oidc/microsoft-tenants.ts';
import { isSecure } from '../../domain/oidc/secure-url.ts';
import type { Fetch } from './bounded-fetch.ts';

/** The default of `id_token_signing_alg_values_supported`, which OpenID Connect Discovery 1.0 makes mandatory. */
const DEFAULT_ALGORITHMS: readonly string[] = ['RS256'];

export interface Discovered {
  readonly configuration: Configuration;
  /** Of the metadata; a template where Microsoft answers for many tenants. */
  readonly issuer: string;
  /** RFC 9207 section 3. */
  readonly sendsIssuer: boolean;
  readonly signatureAlgorithms: readonly string[];
  readonly keySetUrl: string;
  readonly signInOrigin: string;
  readonly hasUserInfo: boolean;
  /** OpenID Connect Core 1.0 section 5.5. */
  readonly takesClaimsParameter: boolean;
}

/** Asks the provider. Throws `identity.provider_unavailable`. */
export async function discover(config: IssuerConfig, fetch: Fetch): Promise<Discovered> {
  const server = new URL(config.issuer);
  const insecure = server.protocol === 'http:' ? [allowInsecureRequests] : [];
  const configuration = await discovery(
    server,
    config.clientId,
    { [clockTolerance]: CLOCK_SKEW_SECONDS },
    clientAuthentication(config.clientAuthentication),
    { [customFetch]: fetch, execute: insecure },
  ).catch(() => {
    throw unavailable();
  });
  return readMetadata(configuration, config);
}

function readMetadata(configuration: Configuration, { issuer: configured, rule }: IssuerConfig): Discovered {
  const metadata = configuration.serverMetadata();
  const expected = rule.kind === 'microsoft' ? metadataIssuer(configured) : configured;
  const secureUrl = secureUrlFor(configured);
  const [signIn, token, keySet] = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri].map(secureUrl);
  if (metadata.issuer !== expected || signIn === undefined || token === undefined || keySet === undefined) throw unavailable();
  return {
    configuration,
    issuer: metadata.issuer,
    sendsIssuer: metadata.authorization_response_iss_parameter_supported === true,
    signatureAlgorithms: metadata.id_token_signing_alg_values_supported ?? DEFAULT_ALGORITHMS,
    keySetUrl: keySet.href,
    signInOrigin: signIn.origin,
    hasUserInfo: secureUrl(metadata.userinfo_endpoint) !== undefined,
    takesClaimsParameter: metadata.claims_parameter_supported === true,
  };
}

/** A provider that is elsewhere cannot have us ask something on this machine: only one on this machine is asked without TLS. */
function secureUrlFor(issuer: string): (text: string | undefined) => URL | undefined {
  const { protocol } = new URL(issuer);
  return (text) => {
    const url = text === undefined ? null : URL.parse(text);
    return url !== null && isSecure(url) && (url.protocol === 'https:' || protocol === 'http:') ? url : undefined;
  };
}

function clientAuthentication(authentication: ClientAuthentication) {
  if (authentication.method === 'none') return None();
  const secret = authentication.secret.reveal().toString('utf8');
  return authentication.method === 'client_secret_basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

function unavailable(): PosternError {
  return new PosternError('identity.provider_unavailable');
}
