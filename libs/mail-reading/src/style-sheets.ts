import { type CssContext, filterMediaQuery, filterStyleSheet } from './css.ts';
import { LIMITS } from './limits.ts';

export interface StyleElement {
  readonly text: string;
  /** Its media attribute; empty when it has none. */
  readonly media: string;
}

/**
 * All style elements as the text of one. Each is filtered by itself, so that a
 * bracket that one of them forgot changes nothing in the others.
 */
export function filterStyleElements(styles: readonly StyleElement[], context: CssContext): string {
  const sheets: string[] = [];
  let room: number = LIMITS.styleSheetCharacters;
  for (const { text, media } of styles) {
    room -= text.length;
    if (room < 0) {
      context.onLeftOut();
      break;
    }
    const sheet = filterStyleSheet(text, context);
    if (sheet === '') continue;
    if (media.trim() === '') sheets.push(sheet);
    else {
      const query = filterMediaQuery(media, context);
      if (query !== '') sheets.push(`@media ${query}{${sheet}}`);
    }
  }
  return sheets.join('\n');
}
