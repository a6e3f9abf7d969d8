// A plug-in is somebody else's program. What it answers is taken for what it
// is, bytes from outside, and either has the exact shape or is no answer.
import type { AgreeResponse__Output, ListKeysResponse__Output } from '@postern/contracts';
import { MAX_CAPSULE_KEYS } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { thumbprint } from '@postern/jwk';
import type { CapsulePublicKey } from '../key-custody.ts';
import { COORDINATE_BYTES, isPoint } from './point.ts';

/**
 * Throws `keyrelease.unavailable` for more than `MAX_CAPSULE_KEYS`, for a point that is
 * not on the curve, and for an id that occurs twice or is not the thumbprint of its key.
 */
export function readKeys({ keys }: Pick<ListKeysResponse__Output, 'keys'>): readonly CapsulePublicKey[] {
  if (keys.length > MAX_CAPSULE_KEYS) throw new PosternError('keyrelease.unavailable');
  const read = keys.map(({ keyId, x, y }) => ({ keyId, x: x.toString('base64url'), y: y.toString('base64url') }));
  const areDistinct = new Set(read.map(({ keyId }) => keyId)).size === read.length;
  const areKeys = read.every((key) => isPoint(key) && key.keyId === thumbprint(key));
  if (!areDistinct || !areKeys) throw new PosternError('keyrelease.unavailable');
  return read;
}

/** Throws `keyrelease.unavailable` for anything but 32 bytes. */
export function readSharedSecret({ sharedSecret }: Pick<AgreeResponse__Output, 'sharedSecret'>): Buffer {
  if (sharedSecret.length !== COORDINATE_BYTES) throw new PosternError('keyrelease.unavailable');
  return sharedSecret;
}
