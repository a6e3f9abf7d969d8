import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

interface RunOptions {
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs a program to its end and resolves to what it wrote. Rejects with the end of its output when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      maxBuffer: 64 << 20,
      env: { ...process.env, NODE_OPTIONS: '', ...options.environment },
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    });
    return stdout;
  } catch (cause) {
    throw new Error(`${command} failed:\n${outputOf(cause).slice(-4_000)}`, { cause });
  }
}

function outputOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  const out = 'stdout' in thrown ? String(thrown.stdout) : '';
  const error = 'stderr' in thrown ? String(thrown.stderr) : '';
  return out + error;
}
