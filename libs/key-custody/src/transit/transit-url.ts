import { isLoopbackHost, parseDuration } from '@postern/config';

/** Where the sealed key set is, and which key of which Vault opens it. */
export interface TransitLocation {
  /** `https://host:port`; `http:` only for a loopback address. */
  readonly origin: string;
  /** The path at which the transit engine is mounted, without slashes at its ends. */
  readonly mount: string;
  readonly key: string;
  /** Absolute path of the file that holds the ciphertext. */
  readonly file: string;
  /** Absolute path of PEM certificates to trust in place of the usual ones. */
  readonly caFile: string | undefined;
  /** Sent as `X-Vault-Namespace`. */
  readonly namespace: string | undefined;
  /** For how long keys are used after Vault last opened them. */
  readonly leaseMs: number;
}

const DEFAULT_PORT = '8200';
const LEASE = { fallback: '1h', minMs: 60_000, maxMs: 24 * 3_600_000 };
const PARAMETERS = new Set(['file', 'ca', 'namespace', 'lease', 'plain-http']);
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/**
 * Reads `transit://host:port/<mount>/keys/<key>?file=/path`, and the
 * parameters `ca=/path`, `namespace=team/part`, `lease=30m` (1m to 24h, 1h unless
 * told) and `plain-http=loopback-only`. Throws an Error, in a sentence for the
 * operator, for everything else.
 */
export function parseTransitUrl(url: URL): TransitLocation {
  if (url.protocol !== 'transit:' || url.hostname === '') throw new Error('transit: names a host, as in transit://vault:8200/…');
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    throw new Error('transit: has neither user nor fragment; the token is in a file');
  refuseUnknown(url.searchParams);
  const { mount, key } = keyOf(url.pathname);
  const namespace = url.searchParams.get('namespace') ?? undefined;
  if (namespace !== undefined && !isPath(namespace))
    throw new Error('transit: namespace must be names with slashes between them');
  return {
    origin: `${schemeFor(url)}//${url.hostname}:${url.port || DEFAULT_PORT}`,
    mount,
    key,
    file: absolutePath(url.searchParams.get('file')) ?? missingFile(),
    caFile: absolutePath(url.searchParams.get('ca')),
    namespace,
    leaseMs: leaseOf(url.searchParams.get('lease') ?? LEASE.fallback),
  };
}

function refuseUnknown(parameters: URLSearchParams): void {
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length || names.some((name) => !PARAMETERS.has(name)))
    throw new Error(`transit: takes each of these parameters once: ${[...PARAMETERS].join(', ')}`);
}

function keyOf(pathname: string): { readonly mount: string; readonly key: string } {
  const names = pathname.split('/').slice(1);
  const [keys, key = ''] = names.slice(-2);
  const mount = names.slice(0, -2).join('/');
  if (keys !== 'keys' || !NAME.test(key) || !isPath(mount))
    throw new Error('transit: names a mount and a key, as in transit://vault:8200/transit/keys/postern-capsule?file=…');
  return { mount, key };
}

function isPath(text: string): boolean {
  return text.split('/').every((name) => NAME.test(name));
}

/** A key set in clear text is worth reading along, so plain HTTP never leaves the machine. */
function schemeFor({ hostname, searchParams }: URL): 'https:' | 'http:' {
  const plain = searchParams.get('plain-http');
  if (plain === null) return 'https:';
  if (plain === 'loopback-only' && isLoopbackHost(hostname)) return 'http:';
  throw new Error('transit: plain-http is loopback-only, and the host must then be 127.0.0.1, [::1] or localhost');
}

function absolutePath(path: string | null): string | undefined {
  if (path === null) return undefined;
  if (!path.startsWith('/') || path.includes('\0')) throw new Error('transit: file and ca are absolute paths');
  return path;
}

function missingFile(): never {
  throw new Error('transit: needs file=/path, the file that holds the sealed key set');
}

function leaseOf(text: string): number {
  const leaseMs = parseDuration(text);
  if (leaseMs === undefined || leaseMs < LEASE.minMs || leaseMs > LEASE.maxMs)
    throw new Error('transit: lease is a duration from 1m to 24h');
  return leaseMs;
}
