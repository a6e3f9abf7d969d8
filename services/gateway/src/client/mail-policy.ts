// What the browser's wall lets stand: the same elements and attributes as the
// server's, kept as a list of its own, because a wall that read the other's
// list would fall with it. A test compares the two.

const words = (text: string): readonly string[] => text.split(/\s+/);

export const MAIL_ELEMENTS: readonly string[] = words(
  'p br hr wbr pre blockquote div span center address article aside section header footer main nav figure figcaption details summary ' +
    'h1 h2 h3 h4 h5 h6 hgroup ul ol li dl dt dd dir table caption colgroup col thead tbody tfoot tr th td ' +
    'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt ruby s samp small strike strong sub sup time tt u var img',
);

export const MAIL_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': words('id class style dir lang align valign bgcolor width height hidden role aria-label aria-hidden'),
  a: words('title href target rel name'),
  img: words('src alt border hspace vspace loading referrerpolicy'),
  table: words('border cellpadding cellspacing frame rules summary'),
  td: words('colspan rowspan nowrap headers scope abbr'),
  th: words('colspan rowspan nowrap headers scope abbr'),
  tr: words('char charoff'),
  col: words('span'),
  colgroup: words('span'),
  font: words('color face size'),
  ol: words('start type reversed'),
  ul: words('type'),
  li: words('value type'),
  hr: words('color noshade size'),
  br: words('clear'),
  time: words('datetime'),
  details: words('open'),
};

/** Around the mail itself: what the server puts into the head of its document. */
export const HEAD_ELEMENTS: readonly string[] = ['meta', 'style'];

const HEAD_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = { meta: words('charset http-equiv name content') };

export function mayCarry(element: string, attribute: string): boolean {
  const own = MAIL_ATTRIBUTES[element] ?? HEAD_ATTRIBUTES[element];
  return own?.includes(attribute) === true || MAIL_ATTRIBUTES['*']?.includes(attribute) === true;
}

/** Attributes that are no address, so that nobody reads "Total: 5" as one. */
export const PLAIN_ATTRIBUTES: readonly string[] = [
  ...Object.values(MAIL_ATTRIBUTES).flat(),
  ...Object.values(HEAD_ATTRIBUTES).flat(),
].filter((name) => name !== 'href' && name !== 'src');

/** Names that a mail chose have this prefix, or they could be taken for ours. */
export const PREFIXED_NAMES: ReadonlySet<string> = new Set(['id', 'class', 'name', 'headers']);
export const PREFIXED = /^m-\S+(?:\s+m-\S+)*$/;

const LINK = /^(?:https?|mailto|tel):/i;
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;
const REMOTE_PICTURE = /^https:\/\//i;

export function mayLinkTo(address: string): boolean {
  return LINK.test(address);
}

export function mayShow(address: string, remote: boolean): boolean {
  return OWN_PICTURE.test(address) || (remote && REMOTE_PICTURE.test(address));
}

/** The four lines that the server writes, and no other: a meta element can send a page elsewhere. */
export function isOwnMeta(meta: Element): boolean {
  const [only, value] = [meta.getAttribute('name') ?? meta.getAttribute('http-equiv'), meta.getAttribute('content')];
  if (meta.getAttribute('charset') === 'utf-8') return meta.attributes.length === 1;
  if (meta.attributes.length !== 2) return false;
  if (only === 'viewport') return value === 'width=device-width, initial-scale=1';
  if (only === 'referrer') return value === 'no-referrer';
  // A further policy can only forbid more.
  return meta.getAttribute('http-equiv') === 'Content-Security-Policy';
}
