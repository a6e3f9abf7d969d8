import { isIP } from 'node:net';
import type { Secret } from '@postern/config';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';

const CONNECT_MS = 1_500;
const COMMAND_MS = 1_500;
const MAX_RECONNECT_WAIT_MS = 1_000;

export interface RedisAccess {
  readonly address: RedisAddress;
  /** Instead of the address's own. */
  readonly password?: Secret | undefined;
  /** Of the sentinels, which have none unless it is given. */
  readonly sentinelPassword?: Secret | undefined;
  /** The authorities that servers' certificates may come from (PEM), instead of the system's. */
  readonly ca?: string | undefined;
}

/**
 * Connects in the background and for ever. A command fails at once while there
 * is no connection, and when it is not answered in time; none waits in a queue
 * to be sent when nobody waits for it any more, and none is sent twice.
 */
export function openRedis(access: RedisAccess, onError: (error: Error) => void, commandMs: number = COMMAND_MS): Redis | Cluster {
  const redis = clientFor(access, commandMs);
  redis.on('error', onError);
  return redis;
}

function clientFor(access: RedisAccess, commandMs: number): Redis | Cluster {
  const { topology, nodes, database } = access.address;
  const options = connectionOptions(access, commandMs);
  if (topology === 'cluster')
    return new Cluster([...nodes], {
      redisOptions: options,
      clusterRetryStrategy: retryAfter,
      enableOfflineQueue: false,
      retryDelayOnClusterDown: 100,
      retryDelayOnFailover: 100,
      maxRedirections: 8,
    });
  if (topology === 'sentinel') return new Redis({ ...options, ...sentinelOptions(access) });
  return new Redis({ ...options, ...nodes[0], db: database });
}

function connectionOptions({ address, password, ca }: RedisAccess, commandMs: number) {
  const secret = password?.reveal().toString('utf8') ?? address.password;
  return {
    ...(address.username === '' ? {} : { username: address.username }),
    ...(secret === '' ? {} : { password: secret }),
    ...(address.isSecure ? { tls: tlsOptions(address, ca) } : {}),
    connectTimeout: CONNECT_MS,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: retryAfter,
    disableClientInfo: true,
  } satisfies RedisOptions;
}

function sentinelOptions({ address, sentinelPassword, ca }: RedisAccess) {
  return {
    sentinels: [...address.nodes],
    name: address.group,
    sentinelRetryStrategy: retryAfter,
    ...(sentinelPassword === undefined ? {} : { sentinelPassword: sentinelPassword.reveal().toString('utf8') }),
    // ioredis talks to a server that a sentinel named in the clear unless both are there.
    ...(address.isSecure ? { enableTLSForSentinelMode: true, sentinelTLS: tlsOptions(address, ca) } : {}),
  } satisfies RedisOptions;
}

/** Servers that sentinels and clusters name are known by IP addresses: all of them have to show the name that was configured. */
function tlsOptions({ nodes: [{ host }] }: RedisAddress, ca: string | undefined) {
  return {
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    minVersion: 'TLSv1.2' as const,
  };
}

function retryAfter(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 10), MAX_RECONNECT_WAIT_MS);
}
