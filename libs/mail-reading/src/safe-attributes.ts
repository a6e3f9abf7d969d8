import type { CssContext } from './css.ts';
import { ALLOWED_ATTRIBUTES, prefixNames } from './html-policy.ts';
import { linkAttributes } from './links.ts';
import { isBearable } from './picture-size.ts';
import { createStyleAttributeFilter } from './style-attributes.ts';

export type Attributes = ReadonlyMap<string, string>;

/** Attributes that are not written but make a difference: colours of the page, and what would be loaded. */
const READ_ONLY = ['text', 'media', 'srcset', 'background', 'poster'];
/** Of a link its target and its title are ours, so that what it shows is where it leads. */
const OF_LINKS = new Set(['href', 'target', 'rel']);

/** The names of every attribute that `SafeAttributes` looks at. */
export const READ_ATTRIBUTES: ReadonlySet<string> = new Set([...Object.values(ALLOWED_ATTRIBUTES).flat(), ...READ_ONLY]);

const EVERYWHERE = ALLOWED_ATTRIBUTES['*'] ?? [];
const ALLOWED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, new Set([...EVERYWHERE, ...names])]),
);
const ALLOWED_EVERYWHERE: ReadonlySet<string> = new Set(EVERYWHERE);

interface Options {
  /** Whether pictures from the internet stay. */
  readonly remote: boolean;
  readonly css: CssContext;
}

/** Writes the attributes that an element may keep. */
export class SafeAttributes {
  readonly #remote: boolean;
  readonly #css: CssContext;
  readonly #filterStyle: (text: string) => string;

  constructor({ remote, css }: Options) {
    this.#remote = remote;
    this.#css = css;
    this.#filterStyle = createStyleAttributeFilter(css);
  }

  /** For the inside of a tag: each with a space before it, its value quoted and escaped. */
  of(tag: string, attributes: Attributes): string {
    const allowed = ALLOWED.get(tag) ?? ALLOWED_EVERYWHERE;
    let written = '';
    for (const [name, value] of attributes) {
      if (!allowed.has(name) || OF_LINKS.has(name)) continue;
      const kept = this.#valueOf(name, value);
      if (kept !== undefined) written += attribute(name, kept);
    }
    if (tag === 'img') written += `${attributes.has('alt') ? '' : ' alt=""'} referrerpolicy="no-referrer"`;
    const href = tag === 'a' ? attributes.get('href') : undefined;
    return href === undefined ? written : written + link(href);
  }

  /** Counts what an element would have loaded by attributes that are never kept. */
  countRemote(attributes: Attributes): void {
    for (const name of ['srcset', 'background', 'poster']) {
      if (attributes.get(name)?.includes('//')) this.#css.onRemote();
    }
  }

  #valueOf(name: string, value: string): string | undefined {
    switch (name) {
      case 'style':
        return this.#filterStyle(value) || undefined;
      case 'id':
      case 'class':
      case 'name':
      case 'headers':
        return prefixNames(value);
      case 'src':
        return this.#pictureAt(value);
      // Both are ours: a picture sends no referrer, and a link's title is the host that it leads to.
      case 'referrerpolicy':
      case 'title':
        return undefined;
      default:
        return value;
    }
  }

  #pictureAt(source: string): string | undefined {
    const url = source.trim();
    if (/^cid:/i.test(url)) return this.#css.resolveCid(url.slice(4));
    const [, base64] = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]*)$/i.exec(url) ?? [];
    if (base64 !== undefined) return isBearable(Buffer.from(base64, 'base64')) ? url : undefined;
    const isRemote = /^(?:https?:)?\/\//i.test(url);
    if (isRemote) this.#css.onRemote();
    return isRemote && this.#remote && /^https:\/\//i.test(url) ? url : undefined;
  }
}

/** A link within the mail would need its own address, which it does not have; such links are dropped. */
function link(href: string): string {
  return Object.entries(linkAttributes(href) ?? {})
    .map(([name, value]) => attribute(name, value))
    .join('');
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeValue(value)}"`;
}

function escapeValue(value: string): string {
  return /[&<>"]/.test(value)
    ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : value;
}
