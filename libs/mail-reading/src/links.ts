const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * The attributes of a link that leads where it says: a new window that cannot
 * reach back, no referrer, and the real host (in its ASCII form, so that look-alike
 * letters show) as its title. Undefined when it may not be a link.
 */
export function linkAttributes(href: string): Readonly<Record<string, string>> | undefined {
  const url = URL.parse(href.trim());
  if (url === null || !SCHEMES.has(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  const title = url.host === '' ? url.protocol.slice(0, -1) : url.host;
  return { title, href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' };
}
