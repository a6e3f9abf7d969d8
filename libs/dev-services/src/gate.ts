import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePorts, LOOPBACK } from './loopback.ts';

/** A way to a server that can be shut and opened again: what a client sees when the server goes away and comes back. */
export interface Gate {
  /** Of 127.0.0.1; the same all the time. */
  readonly port: number;
  open(): Promise<void>;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  /** The next request that is one of these arrives whole, in one piece, but its answer does not: the connection is cut instead. */
  loseAnswerTo(isRequest: (bytes: Buffer) => boolean): void;
}

/** A gate, shut, in front of a port of 127.0.0.1. */
export async function createGate(behind: number): Promise<Gate> {
  const [port = 0] = await freePorts(1);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let isToLose: ((bytes: Buffer) => boolean) | undefined;

  function pass(client: Socket): void {
    const upstream = connect(behind, LOOPBACK);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        (socket === client ? upstream : client).destroy();
      });
    }
    client.pipe(upstream).pipe(client);
    client.on('data', (bytes: Buffer) => {
      if (isToLose?.(bytes) !== true) return;
      isToLose = undefined;
      // The answer itself says that the request was served.
      upstream
        .unpipe(client)
        .once('data', () => client.destroy())
        .resume();
    });
  }

  const shut = async (): Promise<void> => {
    const closing = server?.close();
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing !== undefined) await once(closing, 'close');
  };
  return {
    port,
    open: async () => {
      server = createServer(pass).listen(port, LOOPBACK);
      await once(server, 'listening');
    },
    shut,
    loseAnswerTo: (isRequest) => {
      isToLose = isRequest;
    },
  };
}
