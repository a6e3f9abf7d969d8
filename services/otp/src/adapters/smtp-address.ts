// Where the organisation's mail relay is, out of a URL:
//
//   smtp://[user[:password]@]host[:587][?requireTLS=true]    STARTTLS, always or when the relay offers it
//   smtps://[user[:password]@]host[:465]                     TLS from the first byte

export const SMTP_SCHEMES = ['smtp:', 'smtps:'] as const;

export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte. `required`: by STARTTLS, or nothing is sent. `offered`: by STARTTLS when the relay knows it. */
  readonly tls: 'implicit' | 'required' | 'offered';
  /** Empty: does not sign in. */
  readonly username: string;
  readonly password: string;
}

/**
 * Throws an Error that says what is wrong, and never quotes the URL: it may hold
 * a password. Whoever signs in over a network does so over TLS, asked for or not.
 */
export function parseSmtpAddress(url: URL): SmtpAddress {
  const requireTls = url.searchParams.get('requireTLS') ?? 'false';
  const isImplicit = url.protocol === 'smtps:';
  if (url.searchParams.size > (url.searchParams.has('requireTLS') ? 1 : 0) || !['true', 'false'].includes(requireTls))
    throw new Error('may have one parameter, requireTLS=true');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw new Error('must name a host');
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') throw new Error('must not have a path');
  const username = decodeURIComponent(url.username);
  const isRequired = requireTls === 'true' || (username !== '' && !isLoopback(host));
  return {
    host,
    port: Number(url.port || (isImplicit ? 465 : 587)),
    tls: isImplicit ? 'implicit' : isRequired ? 'required' : 'offered',
    username,
    password: decodeURIComponent(url.password),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
