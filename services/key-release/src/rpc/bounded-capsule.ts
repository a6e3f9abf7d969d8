import { MAX_CAPSULE_BYTES } from '@postern/envelope';
import { PosternError } from '@postern/errors';

/** The capsule, if it is not longer than any can be; throws `envelope.too_large`. */
export function boundedCapsule(capsule: string): string {
  if (capsule.length > MAX_CAPSULE_BYTES) throw new PosternError('envelope.too_large');
  return capsule;
}
