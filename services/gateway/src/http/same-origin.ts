// Protection against forged requests. Every POST but /open acts with the
// reader's cookies, so it must come from a page of this portal. Browsers say
// where a request comes from, and no page can make them say something else.
import type { IncomingHttpHeaders } from 'node:http';

/** `origin`: the portal's own. */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  // Only over https and on localhost do browsers send it; the Origin header comes with every POST.
  return site === undefined ? headers.origin === origin : site === 'same-origin';
}
