import type { EventLog } from '@postern/runtime';
import type { IssuerConfig } from '../../domain/oidc/issuer-config.ts';
import type { Provider } from '../../domain/oidc/provider.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { createOpenIdProvider } from './openid-provider.ts';

interface Configured {
  readonly issuers: readonly IssuerConfig[];
  readonly portalOrigin: string;
}

/** What providers need of the world around. */
export interface World {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Unix seconds. */
  readonly now: () => number;
}

/** The configured providers by id; each has a redirect path of its own, which must be registered with it. */
export function openProviders(
  { issuers, portalOrigin }: Configured,
  { log }: { readonly log: EventLog },
  { fetch: send, now }: World,
): ReadonlyMap<string, Provider> {
  const fetch = boundedFetch(send);
  return new Map(
    issuers.map((config) => {
      const redirectUri = `${portalOrigin}/sign-in/oidc/${config.id}/callback`;
      return [config.id, createOpenIdProvider(config, { redirectUri, fetch, now, log })];
    }),
  );
}
