// Is there a Docker engine that could run our servers? Every test run asks, so
// asking costs a look at a few paths where there is none, and one request where
// there is one; testcontainers, 200 files big, is loaded by neither. The places
// are those where testcontainers looks.
//
// An engine on another machine does not count: it would open its ports there,
// for everybody, and ours are on loopback only.
import { access } from 'node:fs/promises';
import { get } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

type Address = { readonly socketPath: string } | { readonly host: string; readonly port: string };

const ANSWER_LIMIT_MS = 2_000;
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost'];

/** Whether an engine of this machine answers `GET /_ping`, where `DOCKER_HOST` says or at a usual socket, within 2 s each. */
export async function containerEngineAnswers(environment: Environment, limitMs = ANSWER_LIMIT_MS): Promise<boolean> {
  for (const address of addressesOf(environment)) {
    if (await answers(address, limitMs)) return true;
  }
  return false;
}

function addressesOf(environment: Environment): Address[] {
  const named = environment['DOCKER_HOST'] ?? '';
  return named === '' ? usualSockets(environment) : localAddress(named);
}

function localAddress(text: string): Address[] {
  const url = URL.parse(text);
  if (url?.protocol === 'unix:') return [{ socketPath: url.pathname }];
  const isLocal = url?.protocol === 'tcp:' && LOOPBACK_NAMES.includes(url.hostname);
  return isLocal ? [{ host: url.hostname, port: url.port }] : [];
}

function usualSockets(environment: Environment): Address[] {
  const home = join(homedir(), '.docker');
  const runtime = environment['XDG_RUNTIME_DIR'] ?? '';
  const directories = [
    '/var/run',
    ...(runtime === '' ? [] : [runtime]),
    join(home, 'run'),
    join(home, 'desktop'),
    `/run/user/${process.getuid?.() ?? 0}`,
  ];
  return directories.map((directory) => ({ socketPath: join(directory, 'docker.sock') }));
}

async function answers(address: Address, limitMs: number): Promise<boolean> {
  if ('socketPath' in address && !(await exists(address.socketPath))) return false;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(limitMs);
    const request = get({ ...address, path: '/_ping', agent: false, signal }, (response) => {
      response.destroy();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
