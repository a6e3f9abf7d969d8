// What has to be on the machine, where Debian puts it, and how to get it.
// Without root nothing is installed: one error names all that is missing.
import { access, constants, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

export type ProgramName =
  | 'redis-server'
  | 'postgres'
  | 'postfix'
  | 'java'
  | 'mvn'
  | 'chromium'
  | 'firefox-esr'
  | 'python3'
  | 'softhsm2-util'
  | 'go';

const DEBIAN_PACKAGE: Readonly<Record<ProgramName, string>> = {
  'redis-server': 'redis-server',
  postgres: 'postgresql',
  postfix: 'postfix',
  java: 'default-jre-headless',
  mvn: 'maven',
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  // With what it takes to make virtual environments, which Debian's python3 alone does not have.
  python3: 'python3-venv',
  'softhsm2-util': 'softhsm2',
  go: 'golang-go',
};

/** Absolute paths of the programs, installing what is missing with apt-get when we are root. */
export async function ensurePrograms<const Name extends ProgramName>(names: readonly Name[]): Promise<Record<Name, string>> {
  const missing = await missingOf(names);
  if (missing.length > 0) await installPackages(missing.map((name) => DEBIAN_PACKAGE[name]));
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) found[name] = await requireProgram(name);
  return complete(names, found);
}

function complete<Name extends string>(names: readonly Name[], found: Partial<Record<Name, string>>): Record<Name, string> {
  const all = (record: Partial<Record<Name, string>>): record is Record<Name, string> => names.every((name) => name in record);
  if (!all(found)) throw new Error('a program is missing');
  return found;
}

async function missingOf<Name extends ProgramName>(names: readonly Name[]): Promise<Name[]> {
  const paths = await Promise.all(names.map(findProgram));
  return names.filter((_name, index) => paths[index] === undefined);
}

async function requireProgram(name: ProgramName): Promise<string> {
  const path = await findProgram(name);
  if (path === undefined) throw new Error(`${name} was installed but is not where it should be`);
  return path;
}

export async function findProgram(name: ProgramName): Promise<string | undefined> {
  for (const directory of await directoriesToSearch()) {
    const path = join(directory, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function directoriesToSearch(): Promise<string[]> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const ownPath = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory.startsWith('/'));
  return [
    ...newestFirst.map((version) => join(root, version, 'bin')),
    ...ownPath,
    '/usr/local/go/bin',
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
  ];
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Installs Debian packages; without root or apt-get it throws an Error that says what to do. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const list = [...new Set(packages)].join(' ');
  const aptGet = '/usr/bin/apt-get';
  if (process.getuid?.() !== 0 || !(await isExecutable(aptGet)))
    throw new Error(
      `Missing on this machine: ${list}. Install them (Debian: apt-get install ${list}), or start Docker, and try again.`,
    );
  process.stdout.write(`installing ${list} with apt-get\n`);
  // RUNLEVEL=1 keeps the packages from starting their services: we run our own, elsewhere.
  const environment = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // apt-get gives up when another one runs; servers that start side by side take turns.
  const inTurn = [join(tmpdir(), 'postern-apt-get.lock'), aptGet, '-qq', '-o', 'DPkg::Lock::Timeout=300'];
  await run('flock', [...inTurn, 'update'], { environment });
  await run('flock', [...inTurn, '-y', '--no-install-recommends', 'install', ...list.split(' ')], { environment });
}
