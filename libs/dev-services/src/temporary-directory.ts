import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory that a guardian removes later. Other users may enter it (servers give up root), nobody else may write. */
export async function temporaryDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `postern-${name}-`));
  await chmod(directory, 0o755);
  return directory;
}
