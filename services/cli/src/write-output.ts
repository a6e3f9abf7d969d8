import { once } from 'node:events';

/** Writes to standard output, and waits while whoever reads it is slower than we are. */
export async function writeOutput(output: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(output)) await once(process.stdout, 'drain');
}
