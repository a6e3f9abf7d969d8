// The other side: any KeyCustody as a plug-in. Whoever writes one in
// TypeScript needs this and two functions of their own; whoever writes one in
// another language can read here what it has to do.
import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { serverCredentials, type TlsMaterial } from '@postern/authority';
import { KEY_AGREEMENT } from '@postern/contracts';
import type { KeyCustody } from '../key-custody.ts';
import { createClientCheck } from './client-check.ts';
import { createHandlers } from './plug-in-handlers.ts';
import { isGuardedDirectory } from './socket-guard.ts';

export type PlugInListen =
  | {
      /** A directory that only the plug-in may write to holds it; a socket left over from an earlier run is replaced. */
      readonly socket: string;
      /** Who may connect; 0o600 (the own user) unless told, never everybody. */
      readonly mode?: number;
    }
  | {
      readonly host: string;
      /** 0: any free port. */
      readonly port: number;
      readonly tls: TlsMaterial;
      /** The one DNS name that the caller's certificate must hold: of all that an authority certifies, only key-release may use keys. */
      readonly clientName: string;
    };

export interface RunningPlugIn {
  /** The port, for TLS. */
  readonly port: number | undefined;
  /** Lets calls under way end for `graceMs` milliseconds, then cuts them. Does not close the custody. */
  stop(graceMs: number): Promise<void>;
}

/** One connection is enough for one replica of key-release; more calls than these wait. */
const MAX_STREAMS = 64;
const MAX_REQUEST_BYTES = 4 * 1024;

export async function servePlugIn(custody: KeyCustody, listen: PlugInListen): Promise<RunningPlugIn> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': MAX_STREAMS,
    interceptors: 'clientName' in listen ? [createClientCheck(listen.clientName)] : [],
  });
  server.addService(KEY_AGREEMENT.definition, createHandlers(custody));
  const port = 'socket' in listen ? await bindSocket(server, listen.socket, listen.mode ?? 0o600) : await bindTls(server, listen);
  return {
    port,
    async stop(graceMs) {
      const timer = setTimeout(() => server.forceShutdown(), graceMs);
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      clearTimeout(timer);
    },
  };
}

async function bindSocket(server: Server, path: string, mode: number): Promise<undefined> {
  if ((mode & 0o002) !== 0 || !isGuardedDirectory(dirname(path))) throw new Error('a key plug-in does not listen for everybody');
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) unlinkSync(path);
  await bind(server, `unix:${path}`, ServerCredentials.createInsecure());
  // Until here it has the mode that the umask left, which lets nobody else connect unless the umask is 0.
  chmodSync(path, mode);
}

function bindTls(server: Server, { host, port, tls }: Extract<PlugInListen, { host: string }>): Promise<number> {
  const name = host.includes(':') ? `[${host}]` : host;
  return bind(server, `${name}:${port}`, serverCredentials(tls));
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
