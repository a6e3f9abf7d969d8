// The first look at HTML, by the tokenizer alone, which keeps no stack and is
// linear whatever it is given. It counts tags, takes the text of the style
// elements, and cuts the tags that nest too deep, their text left standing, so
// that the sanitiser's parser never meets them.
import { PosternError } from '@postern/errors';
import { Tokenizer } from 'htmlparser2';
import { LIMITS } from './limits.ts';
import { Nesting } from './nesting.ts';

export interface StyleElement {
  readonly text: string;
  /** Its media attribute; empty when it has none. */
  readonly media: string;
}

export interface Survey {
  /** The same HTML without the tags that nest too deep. */
  readonly html: string;
  readonly styles: readonly StyleElement[];
  /** Tags were cut. */
  readonly truncated: boolean;
}

/** Throws `rendering.too_complex` for too many tags. */
export function surveyHtml(html: string): Survey {
  const nesting = new Nesting(LIMITS.parsedDepth);
  const styles = new StyleCollector();
  const kept: string[] = [];
  let [tags, copied] = [0, 0];
  let cutFrom: number | undefined;

  function cut(from: number, to: number): void {
    kept.push(html.slice(copied, from));
    copied = to;
  }
  function endOpenTag(end: number): void {
    if (cutFrom !== undefined) cut(cutFrom, end + 1);
    cutFrom = undefined;
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tags += 1;
        if (tags > LIMITS.tags) throw new PosternError('rendering.too_complex');
        const name = html.slice(start, end).toLowerCase();
        cutFrom = nesting.begin(name) ? undefined : start - 1;
        styles.begin(name);
      },
      onopentagend: endOpenTag,
      onselfclosingtag: endOpenTag,
      onclosetag: (start, end) => {
        styles.end();
        if (nesting.end(html.slice(start, end).toLowerCase())) return;
        const close = html.indexOf('>', end);
        cut(html.lastIndexOf('<', start), close === -1 ? html.length : close + 1);
      },
      onattribname: (start, end) => styles.attribute(html.slice(start, end)),
      onattribdata: (start, end) => styles.value(html.slice(start, end)),
      ontext: (start, end) => styles.characters(html, start, end),
      onattribentity: (codepoint) => styles.value(String.fromCodePoint(codepoint)),
      onattribend: () => {},
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      ontextentity: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  const truncated = copied > 0;
  return { html: truncated ? kept.join('') + html.slice(copied) : html, styles: styles.found, truncated };
}

/** Gathers what stands in style elements and on their tags. */
class StyleCollector {
  readonly found: { text: string; media: string }[] = [];
  #current: { text: string; media: string } | undefined;
  #attribute = '';

  begin(name: string): void {
    this.#current = name === 'style' ? { text: '', media: '' } : undefined;
    if (this.#current !== undefined) this.found.push(this.#current);
  }

  end(): void {
    this.#current = undefined;
  }

  attribute(name: string): void {
    if (this.#current !== undefined) this.#attribute = name.toLowerCase();
  }

  value(text: string): void {
    if (this.#current !== undefined && this.#attribute === 'media') this.#current.media += text;
  }

  characters(html: string, start: number, end: number): void {
    if (this.#current !== undefined) this.#current.text += html.slice(start, end);
  }
}
