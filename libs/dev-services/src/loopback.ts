import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** `count` different ports of 127.0.0.1 that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, LOOPBACK);
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Connects, says `greeting`, and throws unless the first answer within 2 s starts with `expected`. */
export async function probeLine(port: number, greeting: string, expected: string): Promise<void> {
  const socket = connect({ host: LOOPBACK, port });
  try {
    const signal = AbortSignal.timeout(2_000);
    await once(socket, 'connect', { signal });
    if (greeting !== '') socket.write(greeting);
    const [answer] = await once(socket, 'data', { signal });
    if (!String(answer).startsWith(expected)) throw new Error('another answer than expected');
  } finally {
    socket.destroy();
  }
}

/** Somebody else may take a port between our looking and our server's binding: try with other ports, three times in all. */
export async function withFreePorts<T>(count: number, start: (ports: readonly number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePorts(count));
    } catch (thrown) {
      if (attempt === 3 || !isPortTaken(thrown)) throw thrown;
    }
  }
}

function isPortTaken(thrown: unknown): boolean {
  return (
    thrown instanceof Error && /address already in use|EADDRINUSE|could not bind|port is already allocated/i.test(thrown.message)
  );
}
