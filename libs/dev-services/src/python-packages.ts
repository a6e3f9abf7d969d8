// Python is here for second implementations only: what another language's
// library makes of our formats. Its packages are pinned with hashes, come as
// wheels (nothing of theirs runs while they are installed), and are kept beside
// the project's own, under a name that changes with the list.
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms, installPackages } from './programs.ts';
import { run } from './run.ts';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/postern', import.meta.url));
const DEBIAN_PYTHON = '/usr/bin/python3';

/** The path of a Python that has the packages of a requirements file with hashes, and no others. */
export async function ensurePythonPackages(requirements: string): Promise<string> {
  const python3 = await ensurePython();
  const version = await run(python3, ['--version']);
  const name = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const environment = join(CACHE, `python-${name}`);
  const python = join(environment, 'bin', 'python');
  if (!(await exists(python))) await build(python3, requirements, environment);
  return python;
}

async function ensurePython(): Promise<string> {
  const { python3 } = await ensurePrograms(['python3']);
  if (await makesEnvironments(python3)) return python3;
  await installPackages(['python3-venv']);
  if (!(await makesEnvironments(DEBIAN_PYTHON))) throw new Error('python3-venv was installed but does not work');
  return DEBIAN_PYTHON;
}

async function makesEnvironments(python3: string): Promise<boolean> {
  return run(python3, ['-c', 'import ensurepip, venv']).then(
    () => true,
    () => false,
  );
}

/** Made elsewhere and renamed when it is complete, so that nobody finds half of one. */
async function build(python3: string, requirements: string, environment: string): Promise<void> {
  process.stdout.write('fetching Python packages with pip\n');
  await mkdir(CACHE, { recursive: true });
  const workplace = await mkdtemp(join(CACHE, 'python-new-'));
  try {
    await run(python3, ['-m', 'venv', workplace]);
    const options = ['--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary=:all:'];
    await run(join(workplace, 'bin', 'python'), ['-m', 'pip', 'install', ...options, '-r', requirements]);
    await rename(workplace, environment).catch(async (thrown: unknown) => {
      // Somebody else was faster: theirs is as good.
      if (!(await exists(environment))) throw thrown;
    });
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
