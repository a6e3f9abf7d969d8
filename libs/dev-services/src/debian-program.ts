// A program out of a Debian package that is not installed: some packages bring
// a server that would start by itself, on a port that somebody else needs.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.ts';
import { run } from './run.ts';

/** The path of `program` (`usr/bin/promtool`) out of a package of this machine's Debian, fetched once. */
export async function debianProgram(name: string, program: string): Promise<string> {
  const directory = await cachedDirectory(`debian-${name}`, async (workplace) => {
    process.stdout.write(`fetching Debian's ${name}\n`);
    const download = () => run('apt-get', ['-qq', 'download', name], { directory: workplace });
    // The list of packages may be missing or old; only root may renew it.
    await download().catch(async () => {
      await run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', 'update']);
      await download();
    });
    const [archive = ''] = (await readdir(workplace)).filter((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['-x', archive, 'unpacked'], { directory: workplace });
    return join(workplace, 'unpacked');
  });
  return join(directory, program);
}
