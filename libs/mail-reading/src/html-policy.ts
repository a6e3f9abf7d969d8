// What of HTML a mail may use. Everything that is not on these lists is left
// out: scripts, frames, forms, SVG, MathML, templates, base and meta, and every
// attribute that starts with `on`, because none of them is here.

const TEXT = [
  'p',
  'br',
  'hr',
  'wbr',
  'pre',
  'blockquote',
  'div',
  'span',
  'center',
  'address',
  'article',
  'aside',
  'section',
  'header',
  'footer',
  'main',
  'nav',
  'figure',
  'figcaption',
  'details',
  'summary',
];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hgroup'];
const LISTS = ['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'dir'];
const TABLES = ['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];
const INLINE = [
  'a',
  'abbr',
  'acronym',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'small',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
];

export const ALLOWED_TAGS: readonly string[] = [...TEXT, ...HEADINGS, ...LISTS, ...TABLES, ...INLINE, 'img'];

/** Elements whose text goes with them: it is code, or was never meant to be read. */
export const DROPPED_WITH_TEXT: readonly string[] = [
  'script',
  'style',
  'textarea',
  'option',
  'select',
  'noscript',
  'noembed',
  'noframes',
  'iframe',
  'object',
  'applet',
  'template',
  'svg',
  'math',
  'title',
  'xmp',
  'plaintext',
  'audio',
  'video',
  'canvas',
];

// No title: one inside a link would cover the link's own, which shows where it leads.
const EVERYWHERE = [
  'id',
  'class',
  'style',
  'dir',
  'lang',
  'align',
  'valign',
  'bgcolor',
  'width',
  'height',
  'hidden',
  'role',
  'aria-label',
  'aria-hidden',
];

export const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  '*': EVERYWHERE,
  a: ['title', 'href', 'target', 'rel', 'name'],
  img: ['src', 'alt', 'border', 'hspace', 'vspace', 'loading', 'referrerpolicy'],
  table: ['border', 'cellpadding', 'cellspacing', 'frame', 'rules', 'summary'],
  td: ['colspan', 'rowspan', 'nowrap', 'headers', 'scope', 'abbr'],
  th: ['colspan', 'rowspan', 'nowrap', 'headers', 'scope', 'abbr'],
  tr: ['char', 'charoff'],
  col: ['span'],
  colgroup: ['span'],
  font: ['color', 'face', 'size'],
  ol: ['start', 'type', 'reversed'],
  ul: ['type'],
  li: ['value', 'type'],
  hr: ['color', 'noshade', 'size'],
  br: ['clear'],
  time: ['datetime'],
  details: ['open'],
};

/** Before a name that the mail chose, so that it can never be one of ours. */
export const NAME_PREFIX = 'm-';

/** The names of a list with the prefix, without those that are overlong; undefined when none is left. */
export function prefixNames(value: string): string | undefined {
  const names = value.split(/\s+/, 50).filter((name) => name !== '' && name.length <= 100);
  return names.length === 0 ? undefined : names.map((name) => `${NAME_PREFIX}${name}`).join(' ');
}
