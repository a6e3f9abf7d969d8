import { LinkifyIt } from 'linkify-it';
import { foldQuotes } from './folded-quotes.ts';
import { LIMITS } from './limits.ts';
import { linkAttributes } from './links.ts';

export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&#38;')
    .replaceAll('<', '&#60;')
    .replaceAll('>', '&#62;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');
}

export const PLAIN_TEXT_START = '<div class="m-plain-text">';

/** A line that is longer than this is not searched for links. */
const MAX_LINKED_LINE = 10_000;

const FOLDED = '<details style="margin:4px 0;opacity:.9"><summary>';

/** Plain text as HTML that looks like it, with its web addresses as links and long quotes folded. */
export function plainTextToHtml(text: string): { readonly html: string; readonly truncated: boolean } {
  const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false });
  let links = 0;
  function lineToHtml(line: string): string {
    // Every address that is linked has a scheme.
    if (!line.includes(':') || line.length > MAX_LINKED_LINE || links > LIMITS.tags) return escapeHtml(line);
    const matches = linkify.match(line) ?? [];
    links += matches.length;
    let html = '';
    let end = 0;
    for (const { index, lastIndex, url } of matches) {
      html += `${escapeHtml(line.slice(end, index))}${link(url, line.slice(index, lastIndex))}`;
      end = lastIndex;
    }
    return html + escapeHtml(line.slice(end));
  }
  const passages = foldQuotes(text.split('\n')).map(({ lines, summary }) => {
    const html = lines.map(lineToHtml).join('\n');
    return summary === undefined ? html : `${FOLDED}${escapeHtml(summary)}</summary>${html}</details>`;
  });
  return { html: `${PLAIN_TEXT_START}${passages.join('')}</div>`, truncated: links > LIMITS.tags };
}

function link(url: string, text: string): string {
  const attributes = linkAttributes(url);
  if (attributes === undefined) return escapeHtml(text);
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<a${written.join('')}>${escapeHtml(text)}</a>`;
}
