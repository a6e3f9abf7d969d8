// Key pairs for the tests of custodies. What stands behind the tests' plug-ins is our own custody in memory.
import { diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { thumbprint, toPublicKey } from '@postern/jwk';
import type { CapsulePublicKey, Point } from '../src/index.ts';

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: CapsulePublicKey;
}

export function makePair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: { keyId: thumbprint({ x, y }), x, y } };
}

/** Z of ECDH, by node:crypto. */
export function agreeLocally({ privateKey }: Pair, other: Point): Buffer {
  return diffieHellman({ privateKey, publicKey: toPublicKey(other) });
}

/** A JWK set of private keys, as a capsule key file holds it. */
export function jwkSetOf(pairs: readonly Pair[]): string {
  const keys = pairs.map(({ privateKey, publicKey: { keyId, x, y } }) => {
    const { d } = privateKey.export({ format: 'jwk' });
    return { kty: 'EC', crv: 'P-256', x, y, d, kid: keyId, use: 'enc' };
  });
  return JSON.stringify({ keys });
}
