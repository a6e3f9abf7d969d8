import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Child {
  readonly process: ChildProcess;
  output(): string;
  /** Resolves when `text` has been written; rejects when the process ends first. */
  says(text: string): Promise<void>;
  stop(): Promise<number | null>;
}

/** A TypeScript program of this repository as a process of its own. */
export function startChild(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Child {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: ROOT,
    // Not Jest's own NODE_OPTIONS.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  const onOutput = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    for (const watcher of watchers) watcher();
  };
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));

  return {
    process: child,
    output: () => output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!output.includes(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        exited.then((code) => reject(new Error(`${program} ended with ${code}:\n${output}`)));
      }),
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Runs a program to its end. */
export async function runChild(program: string, args: readonly string[]): Promise<string> {
  const child = startChild(program, args, {});
  const code = await new Promise<number | null>((resolve) => child.process.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ${args[0]} ended with ${code}:\n${child.output()}`);
  return child.output();
}

/** `count` ports that were free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
