// Writes HTML anew: tags of a list, attributes of a list, every value quoted,
// every `<`, `>` and `&` of the text escaped. In what is written there is no
// element whose content a browser reads in another way, so whatever the input
// was taken for, the output can be taken for one thing only.
import { PosternError } from '@postern/errors';
import { ALLOWED_TAGS, DROPPED_WITH_TEXT } from './html-policy.ts';
import type { TagHandler } from './html-tags.ts';
import { LIMITS } from './limits.ts';
import { OpenElements } from './open-elements.ts';
import { PlainOutline } from './plain-outline.ts';
import type { Attributes, SafeAttributes } from './safe-attributes.ts';
import type { StyleElement } from './style-sheets.ts';

const ALLOWED: ReadonlySet<string> = new Set(ALLOWED_TAGS);
const DROPPED: ReadonlySet<string> = new Set(DROPPED_WITH_TEXT);
const VOID: ReadonlySet<string> = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(' '),
);
/** Here, and in what they hold, a tag that closes itself does so. */
const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math']);

interface Element {
  readonly name: string;
  /** As what it is written; undefined when its tags are left out. */
  readonly written: string | undefined;
  /** Nothing in it is written. */
  readonly drops: boolean;
  readonly foreign: boolean;
}

export class SafeHtml implements TagHandler {
  html = '';
  readonly outline: PlainOutline | undefined;
  readonly styles: StyleElement[] = [];
  /** There is a letter or a picture in it. */
  visible = false;
  /** Elements that nest too deep were left out, their text kept. */
  truncated = false;
  readonly #attributes: SafeAttributes;
  readonly #open = new OpenElements<Element>((element) => this.#end(element));
  #tags = 0;
  /** How many open elements are written, drop what is in them, and are foreign. */
  #depth = 0;
  #dropping = 0;
  #foreign = 0;
  /** The style element that is open. */
  #style: { text: string; readonly media: string } | undefined;

  constructor(attributes: SafeAttributes, outline: boolean) {
    this.outline = outline ? new PlainOutline() : undefined;
    this.#attributes = attributes;
  }

  /** Throws `rendering.too_complex` for too many tags. */
  open(found: string, attributes: Attributes, selfClosing: boolean): void {
    this.#tags += 1;
    if (this.#tags > LIMITS.tags) throw new PosternError('rendering.too_complex');
    const name = found === 'image' ? 'img' : found;
    this.#open.endBefore(writtenAs(name));
    if (this.#dropping === 0) this.#attributes.countRemote(attributes);
    if (VOID.has(name)) {
      if (this.#isWritten(name)) this.#writeOpen(name, name, attributes);
      return;
    }
    if (name === 'style') this.#beginStyle(attributes);
    this.#begin(name, attributes);
    if (selfClosing && this.#foreign > 0) this.#open.end(name);
  }

  close(name: string): void {
    if (this.#open.end(name) || this.#dropping > 0) return;
    // What browsers make of these where nothing is open (HTML section 13.2.6.4.7).
    if (name === 'p') this.html += '<p></p>';
    if (name === 'br') this.#writeOpen('br', 'br', new Map());
  }

  text(text: string): void {
    if (this.#style !== undefined) this.#style.text += text;
    if (this.#dropping > 0) return;
    this.html += /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
    this.outline?.add(text);
    this.visible ||= /[^\s\p{Cf}]/u.test(text);
  }

  /** Closes what nobody closed. */
  finish(): void {
    this.#open.endAll();
  }

  #isWritten(name: string): boolean {
    return this.#dropping === 0 && ALLOWED.has(name);
  }

  #begin(name: string, attributes: Attributes): void {
    const as = writtenAs(name);
    const isTooDeep = this.#depth >= LIMITS.htmlDepth;
    const written = this.#isWritten(as) && !isTooDeep ? as : undefined;
    if (this.#isWritten(as) && isTooDeep) this.truncated = true;
    const element = { name, written, drops: DROPPED.has(name), foreign: FOREIGN.has(name) };
    if (written !== undefined) this.#writeOpen(name, written, attributes);
    this.#count(element, 1);
    this.#open.begin(element);
  }

  #writeOpen(name: string, as: string, attributes: Attributes): void {
    const kept = this.#attributes.of(as, name === 'body' ? pageAttributes(attributes) : attributes);
    this.html += `<${as}${kept}>`;
    this.outline?.open(as);
    // In a value every quote is escaped, so this is the attribute.
    if (as === 'img' && kept.includes(' src="')) this.visible = true;
  }

  #end(element: Element): void {
    this.#count(element, -1);
    if (element.name === 'style') this.#style = undefined;
    if (element.written === undefined) return;
    this.html += `</${element.written}>`;
    this.outline?.close(element.written);
  }

  #count({ written, drops, foreign }: Element, by: 1 | -1): void {
    if (written !== undefined) this.#depth += by;
    if (drops) this.#dropping += by;
    if (foreign) this.#foreign += by;
  }

  #beginStyle(attributes: Attributes): void {
    this.#style = { text: '', media: attributes.get('media') ?? '' };
    this.styles.push(this.#style);
  }
}

/** An element of the body stands in for the page. */
function writtenAs(name: string): string {
  return name === 'body' ? 'div' : name;
}

/** What a mail says of its whole page, for the element that stands in for it. */
function pageAttributes(attributes: Attributes): Attributes {
  const { bgcolor, text, style = '', ...others } = Object.fromEntries(attributes);
  const colours = [bgcolor && `background-color:${bgcolor}`, text && `color:${text}`].filter(Boolean);
  return new Map(Object.entries({ ...others, style: [...colours, style].join(';') }));
}
