// Keys in memory, the smallest KeyCustody there is: what stands behind the plug-ins of the tests.
import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { PosternError } from '@postern/errors';
import type { CapsulePublicKey, KeyCustody, Point } from '../src/key-custody.ts';

export interface Pair {
  readonly privateKey: KeyObject;
  readonly point: Point;
}

export function makePair(): Pair {
  return pairOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

export function pairOf(privateKey: KeyObject): Pair {
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new Error('not a key with two coordinates');
  return { privateKey, point: { x, y } };
}

/** Z of ECDH, by node:crypto. Throws for a point off the curve. */
export function agreeLocally(privateKey: KeyObject, { x, y }: Point): Buffer {
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  return diffieHellman({ privateKey, publicKey });
}

export function createEcdhCustody(pairs: ReadonlyMap<string, Pair>): KeyCustody {
  return {
    list: async () => [...pairs].map(([keyId, { point }]): CapsulePublicKey => ({ keyId, ...point })),
    agree: async (keyId, ephemeral) => {
      const pair = pairs.get(keyId);
      if (pair === undefined) throw new PosternError('keyrelease.refused');
      return agreeLocally(pair.privateKey, ephemeral);
    },
    close: async () => {},
  };
}
