// A host that a message wants to load things from: a real one, because what
// the browser's policy lets out of a sandboxed frame shows only on the wire.
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:https';
import { createAuthority } from '@postern/authority';

export const REMOTE_NAME = 'tracker.example';
const HOUR = 3_600_000;

export interface RemoteHost {
  readonly port: number;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  /** Resolves when the path is asked for, or was before. */
  isAsked(path: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startRemoteHost(): Promise<RemoteHost> {
  const { keyPem, certificatePem } = await (await createAuthority(HOUR)).issueName(REMOTE_NAME, HOUR);
  const asked: string[] = [];
  const heard = new EventEmitter();
  const server = createServer({ key: keyPem, cert: certificatePem }, (request, response) => {
    asked.push(request.url ?? '');
    heard.emit('asked');
    response.end();
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    port: address.port,
    asked,
    isAsked: async (path) => {
      while (!asked.includes(path)) await once(heard, 'asked');
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
