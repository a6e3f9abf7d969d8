import { CliError, EXIT } from './exit-codes.ts';
import { readInput } from './read-input.ts';

/** Parses a key file. One sentence says what is wrong with it, where, and what to do; never a value from it. */
export async function readKeyFile<Key>(path: string, parse: (json: string) => Key | Promise<Key>): Promise<Key> {
  try {
    return await parse((await readInput(path)).toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof CliError) throw new CliError(EXIT.noInput, `${thrown.message}; make keys with: postern keys init`);
    throw new CliError(EXIT.noInput, `${path}: ${thrown instanceof Error ? thrown.message : 'not a key file'}`);
  }
}
