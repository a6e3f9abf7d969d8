import { PosternError } from '@postern/errors';

/** Which attachment a form asks for. Throws `rendering.part_not_found`. */
export function partIndex(field: string | undefined): number {
  if (field === undefined || !/^\d{1,5}$/.test(field)) throw new PosternError('rendering.part_not_found');
  return Number(field);
}
