import type { Right } from '@postern/contracts';
import { PosternError } from '@postern/errors';

/** Throws `rendering.not_allowed` unless the sender lets the message be saved. */
export function requireDownload(rights: readonly Right[]): void {
  if (!rights.includes('RIGHT_DOWNLOAD')) throw new PosternError('rendering.not_allowed');
}
