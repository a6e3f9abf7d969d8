import { randomBytes } from 'node:crypto';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { POSTGRES_IMAGE } from './container-images.ts';
import { containerOrLocal } from './container-or-local.ts';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { LOOPBACK, withFreePorts } from './loopback.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { startContainer } from './start-container.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const USER = 'postern';
/** Fast instead of durable: the data is thrown away. A killed server is not what these tests are about, a killed client is. */
const SETTINGS = {
  shared_buffers: '32MB',
  max_connections: '60',
  fsync: 'off',
  full_page_writes: 'off',
  max_wal_size: '128MB',
};

const INITDB_OPTIONS = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];

/** PostgreSQL with one superuser and a random password; `url` names its database `postgres`. */
export function startPostgres(): Promise<DevService> {
  return containerOrLocal({ image: POSTGRES_IMAGE, inContainer, locally });
}

async function inContainer(): Promise<DevService> {
  return withFreePorts(1, async ([port = 0]) => {
    const password = randomPassword();
    const url = urlOf(port, password);
    const order = {
      image: POSTGRES_IMAGE,
      containerPort: 5432,
      port,
      command: ['postgres', ...argumentsFor(SETTINGS)],
      environment: {
        POSTGRES_USER: USER,
        POSTGRES_PASSWORD: password,
        POSTGRES_DB: 'postgres',
        POSTGRES_INITDB_ARGS: INITDB_OPTIONS.join(' '),
      },
      inMemory: ['/var/lib/postgresql/data'],
    };
    const server = await startContainer(order, () => probe(url));
    return devService({ url }, () => server.stop());
  });
}

async function locally(): Promise<DevService> {
  const { postgres } = await ensurePrograms(['postgres']);
  const owner = await serverUser();
  return withFreePorts(1, async ([port = 0]) => {
    const directory = await temporaryDirectory('postgres');
    const password = randomPassword();
    const data = await createCluster({ initdb: join(dirname(postgres), 'initdb'), directory, password, owner });
    const settings = argumentsFor({ ...SETTINGS, port, listen_addresses: LOOPBACK, unix_socket_directories: '' });
    const url = urlOf(port, password);
    const server = await startGuarded(
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
      {
        command: postgres,
        args: ['-D', data, ...settings],
        directory,
        logFile: join(directory, 'log'),
        stopSignal: 'SIGINT',
        ...owner,
      },
      () => probe(url),
    );
    return devService({ url }, () => server.stop());
  });
}

function randomPassword(): string {
  return randomBytes(16).toString('hex');
}

function urlOf(port: number, password: string): string {
  return `postgres://${USER}:${password}@${LOOPBACK}:${port}/postgres`;
}

function argumentsFor(settings: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root; Debian's package makes the user postgres. */
async function serverUser(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])));
  return { uid: Number(uid), gid: Number(gid) };
}

interface Cluster {
  readonly initdb: string;
  readonly directory: string;
  readonly password: string;
  readonly owner: Owner;
}

async function createCluster({ initdb, directory, password, owner }: Cluster): Promise<string> {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined)
    for (const path of [data, passwordFile]) await chown(path, owner.uid, owner.gid);
  await run(initdb, ['-D', data, '-U', USER, `--pwfile=${passwordFile}`, ...INITDB_OPTIONS], { directory, ...owner });
  return data;
}

async function probe(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => {});
  }
}
