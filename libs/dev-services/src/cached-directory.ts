// What is large and the same for every run is fetched or built once and kept
// beside the project's packages.
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/postern', import.meta.url));

/**
 * The cached directory of this name. When there is none, `make` works in a
 * directory of its own and answers with the part of it that is to be kept; it
 * is moved to its place when it is whole, so that nobody sees half of it.
 */
export async function cachedDirectory(name: string, make: (workplace: string) => Promise<string>): Promise<string> {
  const kept = join(CACHE, name);
  if (await isDirectory(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const workplace = await mkdtemp(join(CACHE, `${name}-`));
  try {
    await moveInto(await make(workplace), kept);
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
  return kept;
}

/** Renames, unless somebody else was faster: then theirs is as good. */
async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (thrown) => {
    if (!(await isDirectory(to))) throw thrown;
  });
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
