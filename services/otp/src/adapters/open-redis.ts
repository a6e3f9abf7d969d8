import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** What a passcode store's URL may start with. `+cluster` and `+sentinel` name further nodes as `?node=host:port&node=…`. */
export const REDIS_SCHEMES = [
  'redis:',
  'rediss:',
  'redis+cluster:',
  'rediss+cluster:',
  'redis+sentinel:',
  'rediss+sentinel:',
] as const;

const CONNECT_MS = 1_500;
const COMMAND_MS = 1_500;
const MAX_RECONNECT_WAIT_MS = 1_000;

/**
 * Connects in the background and for ever. A command fails at once while there
 * is no connection, and when it is not answered in time; none waits in a queue
 * to be sent when nobody waits for it any more, and none is sent twice.
 */
export function openRedis(url: URL, onError: (error: Error) => void, commandMs: number = COMMAND_MS): Redis | Cluster {
  const redis = clientFor(url, commandMs);
  redis.on('error', onError);
  return redis;
}

function clientFor(url: URL, commandMs: number): Redis | Cluster {
  const [scheme, topology] = url.protocol.slice(0, -1).split('+');
  const options = connectionOptions(url, scheme === 'rediss', commandMs);
  if (topology === 'cluster')
    return new Cluster(nodes(url, 6379), {
      redisOptions: options,
      clusterRetryStrategy: retryAfter,
      enableOfflineQueue: false,
      retryDelayOnClusterDown: 100,
      retryDelayOnFailover: 100,
      maxRedirections: 8,
    });
  if (topology === 'sentinel')
    return new Redis({ ...options, sentinels: nodes(url, 26_379), name: url.pathname.split('/')[1] ?? '' });
  return new Redis({
    ...options,
    host: bare(url.hostname),
    port: Number(url.port || 6379),
    db: database(url.pathname.split('/')[1]),
  });
}

function connectionOptions(url: URL, isSecure: boolean, commandMs: number) {
  return {
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(isSecure ? { tls: { servername: bare(url.hostname) } } : {}),
    connectTimeout: CONNECT_MS,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: retryAfter,
    sentinelRetryStrategy: retryAfter,
    disableClientInfo: true,
  } satisfies RedisOptions;
}

function retryAfter(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 10), MAX_RECONNECT_WAIT_MS);
}

function nodes(url: URL, defaultPort: number): { host: string; port: number }[] {
  const first = { host: bare(url.hostname), port: Number(url.port || defaultPort) };
  const others = url.searchParams.getAll('node').map((node) => {
    const [, host = node, port = defaultPort] = /^(.*):(\d{1,5})$/.exec(node) ?? [];
    return { host: bare(host), port: Number(port) };
  });
  return [first, ...others];
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function database(text: string | undefined): number {
  return Number(text || 0);
}
