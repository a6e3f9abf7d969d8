import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { GuardOrder } from './guard-order.ts';
import { waitUntilReady } from './wait-until-ready.ts';

const START_LIMIT_MS = 90_000;
const GUARDIAN = fileURLToPath(new URL('./guardian.ts', import.meta.url));

export interface GuardedProcess {
  /** Resolves when the server has ended and its directory is gone. */
  stop(): Promise<void>;
  /** Kills the server and starts it again on what it had written; resolves when `probe` does not throw. */
  restart(): Promise<void>;
}

/**
 * Runs a server under a guardian and waits until `probe` does not throw.
 * Rejects with the end of the server's log when it exits first, or after 90 s.
 */
export async function startGuarded(order: GuardOrder, probe: () => Promise<void>): Promise<GuardedProcess> {
  const guardian = spawn(process.execPath, [GUARDIAN, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // Ctrl-C in a terminal goes to us, and through the pipe to the guardian
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const exited = once(guardian, 'exit');
  let serverEnded = false;
  let startedAgain: (() => void) | undefined;
  guardian.stdout?.on('data', (said) => {
    if (String(said) === 'again\n') startedAgain?.();
    else serverEnded = true;
  });
  const stop = async (): Promise<void> => {
    guardian.stdin?.end();
    guardian.ref();
    await exited;
  };
  const ready = (): Promise<void> => {
    const hasEnded = () => serverEnded || guardian.exitCode !== null;
    return waitUntilReady(probe, { limitMs: START_LIMIT_MS, hasEnded });
  };
  const restart = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    startedAgain = resolve;
    guardian.stdin?.write('again\n');
    await promise;
    await ready();
  };
  try {
    await ready();
  } catch (cause) {
    const log = await endOfLog(order.logFile);
    await stop();
    throw new Error(`${order.command} did not start:\n${log}`, { cause });
  }
  letGo(guardian);
  return { stop, restart };
}

async function endOfLog(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(no log)');
  return text.slice(-4_000);
}

/** Nobody has to stop a server to be able to exit: the guardian sees it. */
function letGo(guardian: ChildProcess): void {
  guardian.unref();
  for (const pipe of [guardian.stdin, guardian.stdout]) {
    if (pipe !== null && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  }
}
