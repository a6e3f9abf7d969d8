import { readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CliError, EXIT } from './exit-codes.ts';

const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/** The bytes of a file, or of standard input for `-`; at most 64 MiB. */
export async function readInput(path: string): Promise<Buffer> {
  if (path === '-') {
    process.stdin.setEncoding('latin1');
    return bounded(Buffer.from(await text(process.stdin), 'latin1'), 'standard input');
  }
  try {
    if (statSync(path).size > MAX_INPUT_BYTES) return bounded(Buffer.alloc(MAX_INPUT_BYTES + 1), path);
    return readFileSync(path);
  } catch (thrown) {
    if (thrown instanceof CliError) throw thrown;
    throw new CliError(EXIT.noInput, `cannot read ${path} (${codeOf(thrown)})`);
  }
}

/** Text of a key file; `hint` says what to do when it is missing. */
export async function readKeyFile(path: string, hint: string): Promise<string> {
  try {
    return (await readInput(path)).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof CliError) throw new CliError(EXIT.noInput, `${thrown.message}. ${hint}`);
    throw thrown;
  }
}

function bounded(bytes: Buffer, name: string): Buffer {
  if (bytes.length > MAX_INPUT_BYTES) throw new CliError(EXIT.noInput, `${name} is larger than 64 MiB`);
  return bytes;
}

export function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown error';
}
