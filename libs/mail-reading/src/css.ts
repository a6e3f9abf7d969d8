// CSS passes through a real parser and only what was understood comes out
// again: properties and functions by allow-list, `url()` only for a picture of
// this very mail, names with the same prefix as in the HTML, at-rules only
// @media. What the parser could not make sense of is left out. The result
// never holds a `<`, so it cannot end the element or attribute that it is in.
import * as csstree from 'css-tree';
import { ALLOWED_FUNCTIONS, ALLOWED_PROPERTIES, ALLOWED_PSEUDO_CLASSES } from './css-policy.ts';
import { NAME_PREFIX } from './html-policy.ts';
import { LIMITS } from './limits.ts';

export interface CssContext {
  /** A picture of this mail as a data: URL. */
  readonly resolveCid: (contentId: string) => string | undefined;
  /** Called for each reference that would have gone to the network. */
  readonly onRemote: () => void;
  /** Called for style that exceeds a limit. */
  readonly onLeftOut: () => void;
  /** Called for each error of the parser, which costs it a look at the whole text; throws when the mail has had too many. */
  readonly onParseError: () => void;
}

/** The value of a style attribute; empty when nothing of it may stay. */
export function filterStyleAttribute(text: string, context: CssContext): string {
  if (text.length > LIMITS.styleAttributeCharacters) return leaveOut(context);
  const list = parse(text, 'declarationList', context);
  if (list?.type !== 'DeclarationList') return '';
  filterDeclarations(list.children, context);
  return generate(list);
}

/** The text of a style element; empty when nothing of it may stay. */
export function filterStyleSheet(text: string, context: CssContext): string {
  if (text.length > LIMITS.styleSheetCharacters) return leaveOut(context);
  const sheet = parse(text.replace(/<!--|-->/g, ' '), 'stylesheet', context);
  if (sheet?.type !== 'StyleSheet') return '';
  filterRules(sheet.children, context);
  return generate(sheet);
}

/** A media query list as it may stand after `@media`; empty when it may not. */
export function filterMediaQuery(text: string, context: CssContext): string {
  const sheet = text.length > LIMITS.styleAttributeCharacters ? undefined : parse(`@media ${text}{}`, 'stylesheet', context);
  const rule = sheet?.type === 'StyleSheet' ? sheet.children.first : undefined;
  if (rule?.type !== 'Atrule' || rule.prelude?.type !== 'AtrulePrelude' || hasUnsafeText(rule.prelude)) return '';
  return csstree.generate(rule.prelude);
}

function parse(
  text: string,
  kind: 'declarationList' | 'stylesheet',
  { onLeftOut, onParseError }: CssContext,
): csstree.CssNode | undefined {
  try {
    // The parser recurses where brackets nest.
    if (bracketDepth(text) > LIMITS.cssDepth) throw new RangeError('too deep');
    return csstree.parse(text, { context: kind, parseCustomProperty: false, onParseError });
  } catch {
    onLeftOut();
    return undefined;
  }
}

function leaveOut({ onLeftOut }: CssContext): '' {
  onLeftOut();
  return '';
}

/** Escapes that could spell a bracket are decoded only after parsing, so they are not brackets. */
function bracketDepth(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, depth);
    if (depth < 0) depth = 0;
  }
  return deepest;
}

function generate(node: csstree.CssNode): string {
  const text = csstree.generate(node);
  return text.includes('<') ? '' : text;
}

function filterRules(rules: csstree.List<csstree.CssNode>, context: CssContext): void {
  rules.forEach((node, item) => {
    if (!keepRule(node, context)) rules.remove(item);
  });
}

function keepRule(node: csstree.CssNode, context: CssContext): boolean {
  if (node.type === 'Atrule') {
    if (node.name.toLowerCase() === 'import') context.onRemote();
    if (node.name.toLowerCase() !== 'media' || node.block === null || node.prelude?.type !== 'AtrulePrelude') return false;
    filterRules(node.block.children, context);
    return !hasUnsafeText(node.prelude);
  }
  if (node.type !== 'Rule' || node.prelude.type !== 'SelectorList') return false;
  filterDeclarations(node.block.children, context);
  return prefixSelectors(node.prelude);
}

/** Leaves out the selectors that may not stay; names get their prefix. Whether any is left. */
function prefixSelectors(selectors: csstree.SelectorList): boolean {
  selectors.children.forEach((selector, item) => {
    if (!prefixSelector(selector)) selectors.children.remove(item);
  });
  return !selectors.children.isEmpty;
}

function prefixSelector(selector: csstree.CssNode): boolean {
  let allowed = true;
  csstree.walk(selector, (node) => {
    if (node.type === 'ClassSelector' || node.type === 'IdSelector') node.name = `${NAME_PREFIX}${node.name}`;
    else if (node.type === 'PseudoClassSelector') allowed &&= ALLOWED_PSEUDO_CLASSES.has(node.name.toLowerCase());
    else if (node.type === 'AttributeSelector' || node.type === 'PseudoElementSelector' || node.type === 'Raw') allowed = false;
  });
  return allowed && !csstree.generate(selector).includes('<');
}

function filterDeclarations(list: csstree.List<csstree.CssNode>, context: CssContext): void {
  list.forEach((node, item) => {
    if (node.type !== 'Declaration' || !keepDeclaration(node, context)) list.remove(item);
  });
}

function keepDeclaration(declaration: csstree.Declaration, context: CssContext): boolean {
  const { value } = declaration;
  let allowed = ALLOWED_PROPERTIES.has(declaration.property.toLowerCase()) && value.type === 'Value';
  csstree.walk(value, (node, item, list) => {
    if (node.type === 'Function') allowed &&= ALLOWED_FUNCTIONS.has(node.name.toLowerCase());
    else if (node.type === 'Raw') allowed = false;
    else if (node.type === 'Url' && !resolveUrl(node, context)) allowed = leaveOutPicture(declaration, item, list) && allowed;
  });
  return allowed && !hasUnsafeText(declaration);
}

/** A background without its picture keeps its colour, or white text would stand on white. Whether something is left. */
function leaveOutPicture(
  { property }: csstree.Declaration,
  picture: csstree.ListItem<csstree.CssNode>,
  list: csstree.List<csstree.CssNode>,
): boolean {
  if (property.toLowerCase() !== 'background' || list.size < 2) return false;
  list.replace(picture, list.createItem({ type: 'Identifier', name: 'none' }));
  return true;
}

/** Puts the picture in place of its Content-ID; false for everything that is not a picture of this mail. */
function resolveUrl(node: csstree.Url, { resolveCid, onRemote }: CssContext): boolean {
  const value = node.value.trim();
  const data = /^cid:/i.test(value) ? resolveCid(value.slice(4)) : undefined;
  if (data === undefined) {
    if (/^(https?:)?\/\//i.test(value)) onRemote();
    return false;
  }
  node.value = data;
  return true;
}

function hasUnsafeText(node: csstree.CssNode): boolean {
  return /[<>\\@]|javascript:|expression/i.test(csstree.generate(node));
}
