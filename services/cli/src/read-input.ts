import { createReadStream } from 'node:fs';
import { CliError, codeOf, EXIT } from './exit-codes.ts';

const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of a file, or of standard input for `-`. Never holds more than
 * 64 MiB, whatever kind of file it is: a pipe or a device says no size before
 * it is read.
 */
export async function readInput(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_INPUT_BYTES) throw new CliError(EXIT.noInput, `${nameOf(path)} is larger than 64 MiB`);
      chunks.push(bytes);
    }
  } catch (thrown) {
    if (thrown instanceof CliError) throw thrown;
    throw new CliError(EXIT.noInput, `cannot read ${nameOf(path)} (${codeOf(thrown)})`);
  }
  return Buffer.concat(chunks);
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}
