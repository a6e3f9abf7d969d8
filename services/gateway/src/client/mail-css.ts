// CSS is read by the browser that is going to draw it, so nothing can be
// spelled in a way that this check reads differently. It looks for what loads
// something; how a mail looks is left to it.

const FUNCTIONS = new Set(
  'rgb rgba hsl hsla calc min max clamp linear-gradient radial-gradient repeating-linear-gradient'.split(' '),
);
const OWN_PICTURES = /url\("data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*"\)/gi;

/** Most declarations: without escapes a function is called what it is called, and these load nothing. */
function isPlain(text: string): boolean {
  return !/[\\@]/.test(text) && callsOnlyKnown(text);
}

function callsOnlyKnown(text: string): boolean {
  // A name begins where no other character of it stands before: tried from each of them, a long one takes for ever.
  return [...text.matchAll(/(?<![\w-])([\w-]*)\(/g)].every(([, name = '']) => FUNCTIONS.has(name.toLowerCase()));
}

/** Whether declarations load nothing. */
export function styleLoadsNothing(text: string): boolean {
  if (isPlain(text)) return true;
  const probe = document.createElement('p');
  probe.style.cssText = text;
  return declarationsLoadNothing(probe.style);
}

/** The rules that load nothing: the same text where all of them may stay. */
export function rulesThatLoadNothing(text: string): { readonly css: string; readonly leftOut: number } {
  const sheet = new CSSStyleSheet();
  // Rules that import others are dropped here already, without a trace.
  sheet.replaceSync(text);
  const imports = /@/.test(text.replace(/@media\b/gi, '')) ? 1 : 0;
  const dropped = dropRules(sheet);
  if (imports + dropped === 0) return { css: text, leftOut: 0 };
  return {
    css: [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'),
    leftOut: /@import/i.test(text) ? dropped + 1 : dropped,
  };
}

function dropRules(parent: CSSStyleSheet | CSSMediaRule): number {
  let dropped = 0;
  for (let index = parent.cssRules.length - 1; index >= 0; index--) {
    const rule = parent.cssRules[index];
    if (rule instanceof CSSMediaRule) dropped += dropRules(rule);
    else if (!(rule instanceof CSSStyleRule) || rule.cssRules?.length > 0 || !declarationsLoadNothing(rule.style)) {
      parent.deleteRule(index);
      dropped++;
    }
  }
  return dropped;
}

/** Written by the browser, a function has its own name and an address its quotes; custom properties stay as they were. */
function declarationsLoadNothing(style: CSSStyleDeclaration): boolean {
  const text = style.cssText;
  if ([...style].some((name) => name.startsWith('--'))) return false;
  const withoutStrings = text.replace(OWN_PICTURES, 'none').replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return callsOnlyKnown(withoutStrings);
}
