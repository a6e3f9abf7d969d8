// A server in a container, by testcontainers. Its reaper, a container of its
// own, plays the part that the guardian plays for local programs: when we are
// gone, in whatever way, it removes ours.
//
// testcontainers opens ports on all addresses of the machine and then looks for
// them by a host name that it guesses. We know better on both: ports are opened
// on 127.0.0.1 only, and that is where the server's own probe finds it.
import { setTimeout as delay } from 'node:timers/promises';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';
import { LOOPBACK } from './loopback.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** From the pull of the image to the first answer. */
const START_LIMIT_MS = 60_000;

export interface ContainerOrder {
  readonly image: string;
  /** The server's, inside the container. */
  readonly containerPort: number;
  /** Ours, of 127.0.0.1. */
  readonly port: number;
  /** Instead of the image's own. */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Directories that live in memory, so that no volume is made. */
  readonly inMemory?: readonly string[];
}

export interface RunningContainer {
  /** Resolves when the container and its volumes are gone. */
  stop(): Promise<void>;
  /** Kills what runs in it and starts it again on what it had written; resolves when `probe` does not throw. */
  restart(): Promise<void>;
}

/** Runs a container and waits until `probe` does not throw. Rejects after 60 s, or when it ends before; no container stays. */
export async function startContainer(order: ContainerOrder, probe: () => Promise<void>): Promise<RunningContainer> {
  const container = await loopbackContainer(order);
  container.withWaitStrategy(waitFor(probe));
  const starting = container.start();
  try {
    const started = await within(START_LIMIT_MS, starting);
    return {
      stop: async () => {
        await started.stop();
      },
      restart: () => started.restart({ timeout: 0 }),
    };
  } catch (thrown) {
    await container.removeIfCreated();
    // testcontainers cannot be told to give up a pull: what comes of it later goes too.
    starting.then((late) => late.stop()).catch(() => container.removeIfCreated());
    throw thrown;
  }
}

async function loopbackContainer(order: ContainerOrder) {
  const { image, containerPort, port, command, environment = {}, inMemory = [] } = order;
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  class LoopbackContainer extends GenericContainer {
    #id: string | undefined;

    protected override async beforeContainerCreated(): Promise<void> {
      this.hostConfig.PortBindings = { [`${containerPort}/tcp`]: [{ HostIp: LOOPBACK, HostPort: String(port) }] };
    }

    protected override async containerCreated(id: string): Promise<void> {
      this.#id = id;
    }

    /** testcontainers leaves behind what ended before its ports were open. */
    async removeIfCreated(): Promise<void> {
      if (this.#id === undefined) return;
      const client = await getContainerRuntimeClient();
      const removed = client.container.getById(this.#id).remove({ force: true, v: true });
      await removed.catch(() => {}); // it is gone already, or the engine is
    }
  }
  const container = new LoopbackContainer(image)
    .withExposedPorts({ container: containerPort, host: port })
    .withEnvironment(environment)
    .withTmpFs(Object.fromEntries(inMemory.map((directory) => [directory, 'rw'])));
  return command === undefined ? container : container.withCommand([...command]);
}

function waitFor(probe: () => Promise<void>): WaitStrategy {
  const strategy: WaitStrategy = {
    waitUntilReady: (container) =>
      waitUntilReady(probe, {
        limitMs: START_LIMIT_MS,
        hasEnded: async () => !(await container.inspect()).State.Running,
      }),
    withStartupTimeout: () => strategy,
    isStartupTimeoutSet: () => true,
    getStartupTimeout: () => START_LIMIT_MS,
  };
  return strategy;
}

async function within(limitMs: number, starting: Promise<StartedTestContainer>): Promise<StartedTestContainer> {
  const inTime = new AbortController();
  const tooLate = delay(limitMs, undefined, { signal: inTime.signal });
  try {
    const first = await Promise.race([starting, tooLate]);
    if (first !== undefined) return first;
  } finally {
    inTime.abort();
    tooLate.catch(() => {});
  }
  throw new Error(`not there after ${limitMs / 1_000} s`);
}
