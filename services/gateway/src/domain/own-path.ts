const LONGEST = 200;

/**
 * A path of this portal, never another host: one slash, and then nothing that a
 * browser could read as a second. Without its query; the root when it is none.
 */
export function ownPath(url: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return path.length <= LONGEST && /^\/(?:[a-z0-9_.-]+\/)*[a-z0-9_.-]*$/i.test(path) ? path : '/';
}
