import { PosternError } from '@postern/errors';

/** docs/spec/envelope.md, limits. */
const MAX_CAPSULE_CHARACTERS = 16 * 1024;

/** The capsule, if it is not longer than any can be; throws `envelope.too_large`. */
export function boundedCapsule(capsule: string): string {
  if (capsule.length > MAX_CAPSULE_CHARACTERS) throw new PosternError('envelope.too_large');
  return capsule;
}
