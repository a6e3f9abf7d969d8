// A provider's public keys (RFC 7517). A token that names a key that we do not
// know is the sign of a rotation, or of somebody who makes names up: the set is
// fetched again, but at most once a minute.
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { PosternError } from '@postern/errors';
import { z } from 'zod';
import { isKeyFor } from '../../domain/oidc/microsoft-tenants.ts';
import type { Claims } from '../../domain/oidc/provider.ts';
import { type Kept, keep } from './kept.ts';
import { SCHEMES, type SignatureAlgorithm } from './signature-algorithms.ts';

const FRESH_SECONDS = 600;
/** A key that the provider took back is believed for so long at most. */
const STALE_SECONDS = 3600;
const RENEW_EVERY_SECONDS = 60;
const MAX_KEYS = 100;

const KEY_SET = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(MAX_KEYS) });

interface PublishedKey {
  readonly id: unknown;
  /** What it is restricted to, if it is. */
  readonly algorithm: unknown;
  readonly issuer: unknown;
  readonly key: KeyObject;
}

/** What a token says of the key that signed it. */
export interface KeySearch {
  readonly algorithm: SignatureAlgorithm;
  readonly keyId: string | undefined;
  /** Not authentic yet; they can rule a key out and no more. */
  readonly claims: Claims;
}

export interface SigningKeys {
  /**
   * The one key that can have made a signature. Throws
   * `identity.token_refused` when there is none or more than one, and
   * `identity.provider_unavailable`.
   */
  find(search: KeySearch): Promise<KeyObject>;
}

/** `fetchKeySet` gives the parsed JSON of the provider's `jwks_uri`. */
export function createSigningKeys(fetchKeySet: () => Promise<unknown>, now: () => number): SigningKeys {
  const kept: Kept<readonly PublishedKey[]> = keep(async () => readKeySet(await fetchKeySet()), {
    freshSeconds: FRESH_SECONDS,
    staleSeconds: STALE_SECONDS,
    now,
  });
  let renewedAt = -Infinity;

  function renewed(): Promise<readonly PublishedKey[]> {
    if (now() - renewedAt < RENEW_EVERY_SECONDS) return kept.get();
    renewedAt = now();
    return kept.renew();
  }

  return {
    find: async (search) => {
      const { keyId } = search;
      const isNamed = ({ id }: PublishedKey) => keyId === undefined || id === keyId;
      const known = (await kept.get()).filter(isNamed);
      const named = known.length === 0 && keyId !== undefined ? (await renewed()).filter(isNamed) : known;
      const [key, ...others] = named.filter((published) => fits(published, search));
      if (key === undefined || others.length > 0) throw new PosternError('identity.token_refused');
      return key.key;
    },
  };
}

function fits({ algorithm: restriction, issuer, key }: PublishedKey, { algorithm, claims }: KeySearch): boolean {
  const isAllowed = restriction === undefined || restriction === algorithm;
  return isAllowed && SCHEMES[algorithm].fits(key) && isKeyFor(issuer, claims['iss'], claims['tid']);
}

/** Keys that are not for signatures, or of a kind that we cannot read, are passed over (RFC 7517 section 5). */
function readKeySet(json: unknown): readonly PublishedKey[] {
  const { data } = KEY_SET.safeParse(json);
  if (data === undefined) throw new PosternError('identity.provider_unavailable');
  return data.keys.flatMap((jwk) => {
    const { kid, alg, use, issuer } = jwk;
    const key = use === undefined || use === 'sig' ? publicKey(jwk) : undefined;
    return key === undefined ? [] : [{ id: kid, algorithm: alg, issuer, key }];
  });
}

function publicKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}
