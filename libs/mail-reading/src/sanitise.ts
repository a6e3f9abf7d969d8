// The server's wall. Its argument does not rest on reading HTML as every
// browser does: whatever the tokenizer makes of the input, the output is written
// anew from tags, attributes and text of a small language that has no way to
// run anything, with every value quoted and escaped. One policy, one pass over
// the input, one writer, and nothing changes the result later.
import type { CssContext } from './css.ts';
import { readTags } from './html-tags.ts';
import { LIMITS } from './limits.ts';
import { READ_ATTRIBUTES, SafeAttributes } from './safe-attributes.ts';
import { SafeHtml } from './safe-html.ts';
import { filterStyleElements } from './style-sheets.ts';

export interface SanitisedHtml {
  /** For the body of a document. */
  readonly html: string;
  /** For one style element. */
  readonly css: string;
  /** The same as plain text; empty when it was not asked for. */
  readonly text: string;
  /** There is something to see. */
  readonly visible: boolean;
  /** Remote resources that were left out, or shown. */
  readonly remoteCount: number;
  /** Elements that nest too deep are left out (their text is kept), or style that is too much. */
  readonly truncated: boolean;
}

export interface SanitiseOptions {
  /** Whether pictures from the internet stay. */
  readonly remote: boolean;
  readonly resolveCid: (contentId: string) => string | undefined;
  /** Whether to tell it as plain text too. */
  readonly outline: boolean;
}

/** Safe HTML. Throws `rendering.too_complex` for more than 200,000 tags. */
export function sanitise(input: string, { remote, resolveCid, outline }: SanitiseOptions): SanitisedHtml {
  let remoteCount = 0;
  let truncated = false;
  let cssErrors = 0;
  const css: CssContext = {
    resolveCid,
    onRemote: () => {
      remoteCount += 1;
    },
    onLeftOut: () => {
      truncated = true;
    },
    onParseError: () => {
      cssErrors += 1;
      if (cssErrors > LIMITS.cssErrors) throw new RangeError('too many errors');
    },
  };
  const safe = new SafeHtml(new SafeAttributes({ remote, css }), outline);
  readTags(input, READ_ATTRIBUTES, safe);
  safe.finish();
  return {
    html: safe.html,
    css: filterStyleElements(safe.styles, css),
    text: safe.outline?.tidied() ?? '',
    visible: safe.visible,
    remoteCount,
    truncated: truncated || safe.truncated,
  };
}
