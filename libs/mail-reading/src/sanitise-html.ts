import { PosternError } from '@postern/errors';
import { htmlDocument } from './html-document.ts';
import { LIMITS } from './limits.ts';
import type { ReadOptions } from './mail.ts';
import { sanitise } from './sanitise.ts';

/**
 * The sanitiser alone: HTML that no mail came with, as a complete safe
 * document. Throws `rendering.too_large` or `rendering.too_complex`.
 */
export function sanitiseHtml(
  html: string,
  { remoteContent = 'blocked' }: ReadOptions = {},
): { readonly html: string; readonly remoteCount: number; readonly truncated: boolean } {
  if (html.length > LIMITS.textCharacters) throw new PosternError('rendering.too_large');
  const sanitised = sanitise(html, { remote: remoteContent === 'shown', resolveCid: () => undefined, outline: false });
  return { html: htmlDocument(sanitised, remoteContent), remoteCount: sanitised.remoteCount, truncated: sanitised.truncated };
}
