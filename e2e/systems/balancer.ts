// What stands before the gateways in a cluster, as little of it as there can
// be: each connection goes to the next replica that says it is ready. It knows
// nothing of HTTP, so it mends nothing: a request that meets a closed connection fails.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Kubernetes asks every few seconds; nothing here depends on how often. */
const ASK_EVERY_MS = 100;

export interface Backend {
  readonly host: string;
  readonly port: number;
  /** Its `/readyz`. */
  readonly readiness: string;
}

export interface Balancer {
  readonly port: number;
  /** Resolves when it is sent connections. */
  add(backend: Backend): Promise<void>;
  remove(backend: Backend): void;
  stop(): Promise<void>;
}

export async function startBalancer(): Promise<Balancer> {
  const backends = new Map<Backend, boolean>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    const ready = [...backends].filter(([, isReady]) => isReady).map(([backend]) => backend);
    const backend = ready[turn++ % ready.length];
    if (backend === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(backend.port, backend.host);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay();
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroySoon();
      });
    }
    client.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const ask = async (backend: Backend) => {
    const isReady = await fetch(backend.readiness).then(
      async (answer) => {
        await answer.body?.cancel();
        return answer.ok;
      },
      () => false,
    );
    if (backends.has(backend)) backends.set(backend, isReady);
    return isReady;
  };
  const timer = setInterval(() => {
    for (const backend of backends.keys()) void ask(backend);
  }, ASK_EVERY_MS);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    add: async (backend) => {
      backends.set(backend, false);
      while (!(await ask(backend))) await once(AbortSignal.timeout(ASK_EVERY_MS), 'abort');
    },
    remove: (backend) => backends.delete(backend),
    stop: async () => {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
