// Two ways to reach a plug-in: a Unix socket on the same machine (the file
// system says who may connect) or mutual TLS (certificates say it). There is
// no third, plain one.

export type PlugInAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number };

/** What `sun_path` holds on Linux, less its terminating zero (unix(7)). */
const MAX_SOCKET_PATH_BYTES = 107;

/**
 * Reads `kms+unix:///run/postern/kms.sock` or `kms+tls://host:port`. Throws an
 * Error, in a sentence for the operator, for everything else.
 */
export function parsePlugInAddress(url: URL): PlugInAddress {
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error('the URL of a key plug-in has neither user, query nor fragment');
  if (url.protocol === 'kms+unix:') return unixAddress(url);
  if (url.protocol === 'kms+tls:') return tlsAddress(url);
  throw new Error('the URL of a key plug-in starts with kms+unix: or kms+tls:');
}

function unixAddress(url: URL): PlugInAddress {
  const path = decodedPath(url);
  const isAbsolute = url.host === '' && /^\/[^\0]+$/.test(path) && !path.endsWith('/');
  if (!isAbsolute) throw new Error('kms+unix: names an absolute path, as in kms+unix:///run/postern/kms.sock');
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES)
    throw new Error(`the path of a Unix socket has at most ${MAX_SOCKET_PATH_BYTES} bytes`);
  return { kind: 'unix', path };
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    throw new Error('the path of a key plug-in is not valid percent-encoding');
  }
}

function tlsAddress(url: URL): PlugInAddress {
  const port = Number(url.port);
  if (url.hostname === '' || port === 0 || !(url.pathname === '' || url.pathname === '/'))
    throw new Error('kms+tls: names a host and a port, as in kms+tls://kms.example.org:7443');
  return { kind: 'tls', host: url.hostname, port };
}
