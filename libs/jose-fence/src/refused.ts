import { PosternError } from '@postern/errors';

/** The one error of the fence: which rule was broken helps an attacker more than a reader. */
export function refused(): PosternError {
  return new PosternError('envelope.malformed');
}
