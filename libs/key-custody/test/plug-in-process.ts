import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlugInListen } from '../src/plug-in/serve-plug-in.ts';
import type { Pair } from './ecdh-custody.ts';
import type { Behaviour } from './plug-in-program.ts';

export interface PlugInProcess {
  readonly port: number;
  /** Resolves when it is gone, however. */
  readonly exited: Promise<unknown>;
  kill(): Promise<void>;
}

/** Resolves when the plug-in listens. */
export async function startPlugIn(
  listen: PlugInListen,
  keys: ReadonlyMap<string, Pair>,
  behaviour: Behaviour = 'answers',
): Promise<PlugInProcess> {
  const child = fork(new URL('./plug-in-program.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const exited = once(child, 'exit');
  const pem = [...keys].map(([keyId, { privateKey }]) => [keyId, privateKey.export({ format: 'pem', type: 'pkcs8' })]);
  child.send({ keys: Object.fromEntries(pem), listen, behaviour });
  const port = await Promise.race([
    portOf(child),
    exited.then(() => Promise.reject(new Error('the plug-in ended before it listened'))),
  ]);
  return {
    port,
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  const [{ port = 0 }] = await once(child, 'message');
  return port;
}

/** A directory that only its owner may use, with the path of a socket in it. */
export async function socketDirectory(): Promise<{ readonly socket: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'plug-in-'));
  return { socket: join(directory, 'kms.sock'), remove: () => rm(directory, { recursive: true, force: true }) };
}
