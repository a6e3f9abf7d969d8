import { randomBytes } from 'node:crypto';
import { capsuleHash } from '@postern/envelope';
import type { Platform } from '@postern/runtime';
import { createSealingKeys, signGrant } from '@postern/tokens';
import { openProviders, type World } from './adapters/oidc/open-providers.ts';
import { type Neighbours, openNeighbours } from './adapters/rpc-neighbours.ts';
import type { IdentityConfig } from './config.ts';
import type { OidcSignInDeps } from './domain/oidc/oidc-sign-in.ts';
import type { PasscodeSignInDeps } from './domain/passcode-sign-in.ts';
import type { ReleaseDeskDeps } from './domain/release-desk.ts';
import { createSealedNotes } from './domain/sealed-notes.ts';

export interface IdentityDeps extends PasscodeSignInDeps, OidcSignInDeps, ReleaseDeskDeps {
  readonly close: Neighbours['close'];
}

/** Opens what the configuration names. Connects to nothing that it would have to wait for. */
export async function openIdentityDeps(
  config: IdentityConfig,
  platform: Platform,
  { fetch, now }: World = { fetch: globalThis.fetch, now: () => Math.floor(Date.now() / 1000) },
): Promise<IdentityDeps> {
  const [grantKey] = config.grantKeys;
  if (grantKey === undefined) throw new Error('there is no grant key');
  return {
    ...openNeighbours(config, platform),
    notes: createSealedNotes(createSealingKeys(config.tokenKeys.map((key) => key.reveal()))),
    capsuleHash,
    signGrant: (claims) => signGrant(claims, grantKey),
    providers: openProviders(config, platform, { fetch, now }),
    lifetimes: config.lifetimes,
    now,
    randomBytes,
  };
}
