import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlugInListen } from '../src/plug-in/serve-plug-in.ts';
import { jwkSetOf, type Pair } from './key-pairs.ts';
import type { Behaviour, PlugInOrder } from './plug-in-program.ts';

export interface PlugInProcess {
  readonly port: number;
  /** Resolves when it is gone, however. */
  readonly exited: Promise<unknown>;
  /** Resolves when it has these keys and no others. */
  replaceKeys(pairs: readonly Pair[]): Promise<void>;
  kill(): Promise<void>;
}

/** Resolves when the plug-in listens. */
export async function startPlugIn(
  listen: PlugInListen,
  pairs: readonly Pair[],
  behaviour: Behaviour = 'answers',
): Promise<PlugInProcess> {
  const child = fork(new URL('./plug-in-program.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const exited = once(child, 'exit');
  const port = await Promise.race([
    obeyed(child, { jwkSet: jwkSetOf(pairs), serve: { listen, behaviour } }),
    exited.then(() => Promise.reject(new Error('the plug-in ended before it listened'))),
  ]);
  return {
    port,
    exited,
    async replaceKeys(next) {
      await obeyed(child, { jwkSet: jwkSetOf(next) });
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The port that it listens on, 0 for a socket. */
async function obeyed(child: ChildProcess, order: PlugInOrder): Promise<number> {
  child.send(order);
  const [{ port = 0 }] = await once(child, 'message');
  return port;
}

/** A directory that only its owner may use, with the path of a socket in it. */
export async function socketDirectory(): Promise<{ readonly socket: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'plug-in-'));
  return { socket: join(directory, 'kms.sock'), remove: () => rm(directory, { recursive: true, force: true }) };
}
