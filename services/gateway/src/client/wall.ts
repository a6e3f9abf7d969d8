// The third wall. The server's sanitiser writes HTML without having a browser;
// here the browser that will draw it reads it first, and DOMPurify takes out
// what the server should not have let through. In the ordinary case that is
// nothing. The frame around the message is a wall by itself; this one stands
// before it, and is no reason to lower either of the others.
import DOMPurify, { type Config } from 'dompurify';
import { rulesThatLoadNothing, styleLoadsNothing } from './mail-css.ts';
import {
  HEAD_ELEMENTS,
  isOwnMeta,
  MAIL_ELEMENTS,
  mayCarry,
  mayLinkTo,
  mayShow,
  PLAIN_ATTRIBUTES,
  PREFIXED,
  PREFIXED_NAMES,
} from './mail-policy.ts';
import { createHtmlPolicy, type HtmlPolicy } from './trusted-html.ts';

export interface Wall {
  /** Puts what may stay of a document into a frame; returns how many elements, attributes and rules were taken out. */
  show(frame: HTMLIFrameElement, document: string): number;
}

/**
 * The one wall of a page: it makes the page's one policy for Trusted Types,
 * and nothing else can have it. Throws where the browser lacks what it needs.
 */
export function buildWall({ remote }: { readonly remote: boolean }): Wall {
  const purifier = DOMPurify();
  // Where it is not supported, DOMPurify gives back what it was given.
  if (!purifier.isSupported) throw new Error('this browser cannot check messages');
  let leftOut = 0;

  purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (!(node instanceof Element)) return;
    if (tagName === 'meta' && !isOwnMeta(node)) {
      node.remove();
      leftOut++;
    } else if (tagName === 'style') {
      const text = node.textContent;
      const kept = rulesThatLoadNothing(text);
      if (kept.css !== text) node.textContent = kept.css;
      leftOut += kept.leftOut;
    }
  });
  purifier.addHook('uponSanitizeAttribute', (element, attribute) => {
    const { attrName: name, attrValue: value } = attribute;
    // Looked at as a whole already; `referrer` as a name would be taken for an attack on the document's property.
    if (element.localName === 'meta') attribute.forceKeepAttr = true;
    else if (name === 'href') attribute.keepAttr = mayLinkTo(value);
    else if (name === 'src') attribute.keepAttr = mayShow(value, remote);
    else if (name === 'style') attribute.keepAttr = styleLoadsNothing(value);
    else if (PREFIXED_NAMES.has(name)) attribute.keepAttr = PREFIXED.test(value);
  });
  purifier.addHook('afterSanitizeAttributes', (element) => {
    if (element.localName === 'a' && element.hasAttribute('href')) {
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer nofollow');
    }
  });

  const policy = createHtmlPolicy();
  const config = configuration(policy);
  return {
    show: (frame, document) => {
      leftOut = 0;
      const html = purifier.sanitize(document, config);
      Reflect.set(frame, 'srcdoc', policy === undefined ? html : policy.createHTML(html));
      return leftOut + purifier.removed.length;
    },
  };
}

function configuration(policy: HtmlPolicy | undefined): Config {
  return {
    ALLOWED_TAGS: [...MAIL_ELEMENTS, ...HEAD_ELEMENTS, '!doctype'],
    ALLOWED_ATTR: [],
    ADD_ATTR: (attribute, element) => mayCarry(element, attribute),
    ADD_URI_SAFE_ATTR: [...PLAIN_ATTRIBUTES],
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    WHOLE_DOCUMENT: true,
    ...(policy === undefined ? {} : { TRUSTED_TYPES_POLICY: policy }),
  };
}
