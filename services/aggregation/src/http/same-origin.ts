// Protection against forged requests. Browsers say where a request comes from
// and to which host, and no page can make them say something else. With no
// host name of our own, only names of this machine are answered: a site that
// has its own name resolve to this machine (DNS rebinding) gets nothing.
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '@postern/config';

/** `publicUrl` undefined: any name of this machine. */
export function isOwnHost(host: string | undefined, publicUrl: URL | undefined): boolean {
  if (host === undefined) return false;
  if (publicUrl !== undefined) return host === publicUrl.host;
  const url = URL.parse(`http://${host}`);
  return url !== null && url.host === host.replace(/:80$/, '') && isLoopbackHost(url.hostname);
}

export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: URL | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  // Only over https and on localhost do browsers send that; the Origin header comes with every POST of a page.
  if (headers.origin !== undefined) return headers.origin === (publicUrl?.origin ?? `http://${headers.host ?? ''}`);
  // Neither: no browser. Where everybody at this machine may ask, there is nothing to forge.
  return publicUrl === undefined;
}
