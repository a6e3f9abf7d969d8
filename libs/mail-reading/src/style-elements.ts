import { Parser } from 'htmlparser2';
import { LIMITS } from './limits.ts';

export interface FoundStyles {
  /** The text of every style element, in order. */
  readonly css: string;
  readonly tags: number;
}

/** Takes the style elements out of HTML in one pass, and counts its tags. */
export function findStyles(html: string): FoundStyles {
  let css = '';
  let tags = 0;
  let inStyle = false;
  const parser = new Parser({
    onopentagname: (name) => {
      tags += 1;
      inStyle = name === 'style';
    },
    ontext: (text) => {
      if (inStyle && css.length <= LIMITS.styleSheetCharacters) css += text;
    },
    onclosetag: (name) => {
      if (name === 'style') {
        inStyle = false;
        css += '\n';
      }
    },
  });
  parser.end(html);
  return { css, tags };
}
