// A plug-in is somebody else's program. What it answers is taken for what it
// is, bytes from outside, and either has the exact shape or is no answer.
import { createPublicKey } from 'node:crypto';
import type { AgreeResponse__Output, ListKeysResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { CapsulePublicKey, Point } from '../key-custody.ts';

export const MAX_KEYS = 32;
/** A coordinate of P-256, and so the shared secret too. */
export const COORDINATE_BYTES = 32;
export const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Throws `keyrelease.unavailable` for more than 32 keys, an id that is none or occurs twice, and a point off the curve. */
export function readKeys({ keys }: Pick<ListKeysResponse__Output, 'keys'>): readonly CapsulePublicKey[] {
  if (keys.length > MAX_KEYS) throw new PosternError('keyrelease.unavailable');
  const read = keys.map(({ keyId, x, y }) => {
    if (!KEY_ID.test(keyId) || x.length !== COORDINATE_BYTES || y.length !== COORDINATE_BYTES)
      throw new PosternError('keyrelease.unavailable');
    return { keyId, x: x.toString('base64url'), y: y.toString('base64url') };
  });
  const areDistinct = new Set(read.map(({ keyId }) => keyId)).size === read.length;
  if (!areDistinct || !read.every(isOnCurve)) throw new PosternError('keyrelease.unavailable');
  return read;
}

/** Throws `keyrelease.unavailable` for anything but 32 bytes. */
export function readSharedSecret({ sharedSecret }: Pick<AgreeResponse__Output, 'sharedSecret'>): Buffer {
  if (sharedSecret.length !== COORDINATE_BYTES) throw new PosternError('keyrelease.unavailable');
  return sharedSecret;
}

/** OpenSSL refuses to import a point that is not on the curve. */
export function isOnCurve({ x, y }: Point): boolean {
  try {
    createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
    return true;
  } catch {
    return false;
  }
}
