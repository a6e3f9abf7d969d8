// What the issuer publishes about itself (OpenID Connect Discovery 1.0),
// fetched when it is first needed and kept for an hour. While it is away nobody
// waits for it more than once in a few seconds, and the last that is known serves on.
import {
  allowInsecureRequests,
  ClientSecretBasic,
  type Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { AccessRefusal } from '../../access/access-refusal.ts';
import type { OidcAccess } from '../../access/access-settings.ts';
import { boundedFetch } from './bounded-fetch.ts';

export const CLOCK_SKEW_SECONDS = 60;
const FRESH_MS = 3_600_000;
const PAUSE_MS = 5_000;

/** `now` in milliseconds. Rejects with `provider_away`. */
export function issuerMetadata({ issuer, clientId, clientSecret }: OidcAccess, now: () => number): () => Promise<Configuration> {
  let known: { readonly configuration: Configuration; readonly at: number } | undefined;
  let underWay: Promise<Configuration> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function fetchNow(): Promise<Configuration> {
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    const configuration = await discovery(
      issuer,
      clientId,
      { [clockTolerance]: CLOCK_SKEW_SECONDS },
      ClientSecretBasic(clientSecret.reveal().toString('utf8')),
      // In the code flow openid-client leaves signatures to TLS unless it is told to check them.
      { [customFetch]: boundedFetch, execute: [enableNonRepudiationChecks, ...insecure] },
    );
    known = { configuration, at: now() };
    return configuration;
  }

  async function renewed(): Promise<Configuration> {
    if (now() - failedAt < PAUSE_MS) throw new AccessRefusal('provider_away');
    underWay ??= fetchNow().finally(() => {
      underWay = undefined;
    });
    return underWay.catch(() => {
      failedAt = now();
      throw new AccessRefusal('provider_away');
    });
  }

  return async () => {
    if (known !== undefined && now() - known.at < FRESH_MS) return known.configuration;
    const last = known?.configuration;
    return last === undefined ? renewed() : renewed().catch(() => last);
  };
}
