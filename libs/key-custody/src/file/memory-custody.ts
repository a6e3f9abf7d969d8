import type { KeyObject } from 'node:crypto';
import { type CapsuleKeys, readCapsuleKeys } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { toPublicKey } from '@postern/jwk';
import type { CapsulePublicKey, EphemeralPoint, KeyCustody } from '../key-custody.ts';

/** Keys in memory. `keys` is asked each time, so that they can be exchanged; it may throw `keyrelease.unavailable`. */
export function createMemoryCustody(keys: () => CapsuleKeys): KeyCustody {
  return {
    list: async () => publicKeysOf(keys()),
    agree: async (keyId, ephemeral) => {
      const { x, y } = ephemeral;
      return keys().agree(keyId, { x, y, key: ephemeral.key ?? importPoint(ephemeral) });
    },
    close: async () => {},
  };
}

/** Keys in memory that stay the same. Throws an Error that names what is wrong with the JWK set. */
export function createFixedCustody(jwkSet: string): KeyCustody {
  const keys = readCapsuleKeys(jwkSet);
  return createMemoryCustody(() => keys);
}

export function publicKeysOf({ publicKeys }: CapsuleKeys): readonly CapsulePublicKey[] {
  return publicKeys.map(({ kid, x, y }) => ({ keyId: kid, x, y }));
}

/** Throws `keyrelease.refused` for a point that is not on the curve. */
export function importPoint(point: EphemeralPoint): KeyObject {
  try {
    return toPublicKey(point);
  } catch {
    throw new PosternError('keyrelease.refused');
  }
}
