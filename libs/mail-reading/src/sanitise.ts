// The server's wall. Its argument does not rest on reading HTML as every
// browser does: whatever the parser makes of the input, the output is written
// anew from tags, attributes and text of a small language that has no way to
// run anything, with every value quoted and escaped. One policy, one sanitiser,
// no hooks that are switched on and off, and nothing changes the result later.
import { createRequire } from 'node:module';
import { PosternError } from '@postern/errors';
import type SanitizeHtml from 'sanitize-html';
import type { CssContext } from './css.ts';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, DROPPED_WITH_TEXT, prefixNames } from './html-policy.ts';
import { LIMITS } from './limits.ts';
import { linkAttributes } from './links.ts';
import { createStyleAttributeFilter } from './style-attributes.ts';
import { filterStyleElements } from './style-sheets.ts';
import { surveyHtml } from './survey-html.ts';

export interface SanitisedHtml {
  /** For the body of a document. */
  readonly html: string;
  /** For one style element. */
  readonly css: string;
  /** Remote resources that were left out, or shown. */
  readonly remoteCount: number;
  /** Elements that nest too deep are left out (their text is kept), or style that is too much. */
  readonly truncated: boolean;
}

export interface SanitiseOptions {
  /** Whether pictures from the internet stay. */
  readonly remote: boolean;
  readonly resolveCid: (contentId: string) => string | undefined;
}

// CommonJS that requires an ES module: loaded when this module runs and not while
// the graph is linked, because Jest's linker takes that for a cycle.
const sanitizeHtml: typeof SanitizeHtml = createRequire(import.meta.url)('sanitize-html');

type Attributes = Record<string, string>;

/** Safe HTML. Throws `rendering.too_complex` for more than 200,000 tags. */
export function sanitise(input: string, { remote, resolveCid }: SanitiseOptions): SanitisedHtml {
  const survey = surveyHtml(input);
  let remoteCount = 0;
  let truncated = survey.truncated;
  let depth = 0;
  let cssErrors = 0;
  const cssContext: CssContext = {
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

  const filterStyle = createStyleAttributeFilter(cssContext);

  function imageSource(source: string): string | undefined {
    const url = source.trim();
    if (/^cid:/i.test(url)) return resolveCid(url.slice(4));
    if (/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i.test(url)) return url;
    const isRemote = /^(?:https?:)?\/\//i.test(url);
    if (isRemote) remoteCount += 1;
    return isRemote && remote && /^https:\/\//i.test(url) ? url : undefined;
  }

  function rewrite(tag: string, attributes: Attributes): Attributes {
    const kept: Attributes = {};
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'style') setIf(kept, name, filterStyle(value) || undefined);
      else if (name === 'id' || name === 'class' || name === 'name' || name === 'headers') setIf(kept, name, prefixNames(value));
      else if (name === 'src') setIf(kept, name, tag === 'img' ? imageSource(value) : undefined);
      else if (name === 'srcset' || name === 'background' || name === 'poster') remoteCount += /\/\//.test(value) ? 1 : 0;
      // Written in full, because sanitize-html drops it when it is empty, and what was hidden would show.
      else if (name === 'hidden') kept[name] = name;
      else if (name !== 'href' && name !== 'target' && name !== 'rel') kept[name] = value;
    }
    if (tag === 'img') Object.assign(kept, { referrerpolicy: 'no-referrer', alt: kept['alt'] ?? '' });
    if (tag === 'a' && attributes['href'] !== undefined) Object.assign(kept, linkTo(attributes['href']));
    return kept;
  }

  const html = sanitizeHtml(survey.html, {
    allowedTags: [...ALLOWED_TAGS],
    allowedAttributes: { ...ALLOWED_ATTRIBUTES },
    nonTextTags: [...DROPPED_WITH_TEXT],
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: remote ? ['https', 'data'] : ['data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    nestingLimit: LIMITS.htmlDepth,
    // Style attributes have been through css.ts; a second parser would only disagree.
    parseStyleAttributes: false,
    onOpenTag: () => {
      depth += 1;
      truncated ||= depth > LIMITS.htmlDepth;
      // The survey cut such tags. Should the two ever disagree, nobody waits for the outcome.
      if (depth > 2 * LIMITS.parsedDepth) throw new PosternError('rendering.too_complex');
    },
    onCloseTag: () => {
      depth -= 1;
    },
    transformTags: {
      '*': (tagName, attribs) =>
        tagName === 'body'
          ? { tagName: 'div', attribs: rewrite('div', bodyAttributes(attribs)) }
          : { tagName, attribs: rewrite(tagName, attribs) },
    },
  });
  const css = filterStyleElements(survey.styles, cssContext);
  return { html, css, remoteCount, truncated };
}

/** What a mail says of its whole page, for the element that stands in for it. */
function bodyAttributes({ bgcolor, text, style = '', ...others }: Attributes): Attributes {
  const colours = [bgcolor && `background-color:${bgcolor}`, text && `color:${text}`].filter(Boolean);
  return { ...others, style: [...colours, style].join(';') };
}

/** A link within the mail would need its own address, which it does not have; such links are dropped. */
function linkTo(href: string): Attributes {
  return { ...linkAttributes(href) };
}

function setIf(attributes: Attributes, name: string, value: string | undefined): void {
  if (value !== undefined) attributes[name] = value;
}
