import { type CssContext, filterStyleAttribute } from './css.ts';

/** A filter that remembers: mails write the same few styles on thousands of cells. */
export function createStyleAttributeFilter(context: CssContext): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const filtered = filterStyleAttribute(text, context);
    // A reference is counted, or costs its bytes, each time.
    if (!/url|\\/i.test(text)) known.set(text, filtered);
    return filtered;
  };
}
