// Where a Redis is, out of a URL:
//
//   redis://[user[:password]@]host[:6379][/database]                            one server
//   redis+sentinel://[user[:password]@]host[:26379]/group[?node=host:port&…]    the nodes are sentinels
//   redis+cluster://[user[:password]@]host[:6379][?node=host:port&…]
//
// and the same with `rediss` for TLS.

export const REDIS_SCHEMES = [
  'redis:',
  'rediss:',
  'redis+cluster:',
  'rediss+cluster:',
  'redis+sentinel:',
  'rediss+sentinel:',
] as const;

interface Node {
  readonly host: string;
  readonly port: number;
}

export interface RedisAddress {
  readonly topology: 'single' | 'cluster' | 'sentinel';
  readonly isSecure: boolean;
  /** Servers, or sentinels. */
  readonly nodes: readonly [Node, ...Node[]];
  /** What sentinels call the servers that they watch. */
  readonly group: string;
  readonly database: number;
  /** Empty: none. */
  readonly username: string;
  readonly password: string;
}

const MAX_NODES = 20;

/** Throws an Error that says what is wrong, and never quotes the URL: it may hold a password. */
export function parseRedisAddress(url: URL): RedisAddress {
  const [scheme, suffix] = url.protocol.slice(0, -1).split('+');
  const topology = suffix === 'cluster' || suffix === 'sentinel' ? suffix : 'single';
  const path = url.pathname.replace(/^\//, '');
  const strange = [...url.searchParams.keys()].find((name) => name !== 'node' || topology === 'single');
  if (strange !== undefined || url.hash !== '') throw new Error('has a parameter that means nothing here');
  if (topology === 'cluster' && path !== '') throw new Error('must not name a database: a cluster has one');
  if (topology === 'single' && !/^\d{0,4}$/.test(path)) throw new Error('must end in the number of a database, or without one');
  if (topology === 'sentinel' && !/^[\w.-]{1,128}$/.test(path))
    throw new Error('must end in the name of the group that sentinels watch');
  return {
    topology,
    isSecure: scheme === 'rediss',
    nodes: nodesOf(url, topology === 'sentinel' ? 26_379 : 6_379),
    group: topology === 'sentinel' ? path : '',
    database: topology === 'single' ? Number(path) : 0,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

function nodesOf(url: URL, defaultPort: number): RedisAddress['nodes'] {
  const first = { host: withoutBrackets(url.hostname), port: Number(url.port || defaultPort) };
  const others = url.searchParams.getAll('node').map((node) => nodeOf(node, defaultPort));
  if (first.host === '' || others.includes(undefined) || others.length >= MAX_NODES)
    throw new Error(`must name a host, and further ones as node=host:port (${MAX_NODES} at most)`);
  return [first, ...others.filter((node) => node !== undefined)];
}

function nodeOf(text: string, defaultPort: number): Node | undefined {
  const [, host, port = defaultPort] = /^(\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9._-]{1,253})(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined || Number(port) < 1 || Number(port) > 65_535
    ? undefined
    : { host: withoutBrackets(host), port: Number(port) };
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
