// Stands between key-release and Vault, so that a Vault that cannot be stopped can still be away.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface SwitchableProxy {
  readonly port: number;
  /** `cuts`: every connection ends at once. `hangs`: no connection of before or after carries anything, not even when others do again. */
  behave(how: 'forwards' | 'cuts' | 'hangs'): void;
  close(): Promise<void>;
}

export async function startProxy(origin: string): Promise<SwitchableProxy> {
  const { hostname, port } = new URL(origin);
  const open = new Set<Socket>();
  let behaviour: 'forwards' | 'cuts' | 'hangs' = 'forwards';
  const server = createServer((socket) => {
    keep(socket);
    if (behaviour === 'cuts') socket.destroy();
    if (behaviour !== 'forwards') return;
    const upstream = connect(Number(port), hostname);
    keep(upstream);
    socket.pipe(upstream).pipe(socket);
  });

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    behave(how) {
      behaviour = how;
      if (how === 'hangs') for (const socket of open) socket.unpipe().pause();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
