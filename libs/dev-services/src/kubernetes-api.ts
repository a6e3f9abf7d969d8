// The API of Kubernetes without a cluster behind it: etcd and kube-apiserver.
// It checks, stores and refuses objects as a cluster does, and runs nothing.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { debianProgram } from './debian-program.ts';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { ensureKubeApiserver } from './kube-apiserver-binary.ts';
import { LOOPBACK, withFreePorts } from './loopback.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface KubernetesApi extends DevService {
  /** Of somebody who may do everything. */
  readonly token: string;
  /** The certificate that the server shows, PEM. */
  readonly ca: string;
}

/** `url` is `https://127.0.0.1:port`. */
export async function startKubernetesApi(): Promise<KubernetesApi> {
  const [etcd, apiserver] = [await debianProgram('etcd-server', 'usr/bin/etcd'), await ensureKubeApiserver()];
  return withFreePorts(3, async ([port = 0, etcdPort = 0, peerPort = 0]) => {
    const store = await startEtcd(etcd, etcdPort, peerPort);
    try {
      const api = await startApiserver(apiserver, port, etcdPort);
      const stop = async () => {
        await api.stop();
        await store.stop();
      };
      return devService({ url: `https://${LOOPBACK}:${port}`, token: api.token, ca: api.ca }, stop);
    } catch (thrown) {
      await store.stop();
      throw thrown;
    }
  });
}

async function startEtcd(command: string, port: number, peerPort: number) {
  const directory = await temporaryDirectory('etcd');
  const [client, peer] = [`http://${LOOPBACK}:${port}`, `http://${LOOPBACK}:${peerPort}`];
  const args = [
    ...['--data-dir', join(directory, 'data'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`],
  ];
  return startGuarded({ command, args, directory, logFile: join(directory, 'log'), stopSignal: 'SIGKILL' }, async () => {
    const answer = await fetch(`${client}/health`);
    if (!(await answer.text()).includes('"true"')) throw new Error('etcd is not well');
  });
}

async function startApiserver(command: string, port: number, etcdPort: number) {
  const directory = await temporaryDirectory('kube-apiserver');
  const file = (name: string) => join(directory, name);
  const token = randomBytes(24).toString('hex');
  await writeFile(file('tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(file('accounts.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const args = [
    `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
    `--bind-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    `--cert-dir=${directory}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    `--token-auth-file=${file('tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('accounts.key')}`,
    `--service-account-signing-key-file=${file('accounts.key')}`,
  ];
  const order = { command, args, directory, logFile: file('log'), stopSignal: 'SIGKILL' } as const;
  const server = await startGuarded(order, async () => {
    if ((await statusOf(`https://${LOOPBACK}:${port}/readyz`, await readFile(file('apiserver.crt'), 'utf8'), token)) !== 200)
      throw new Error('kube-apiserver is not ready');
  });
  return { stop: server.stop, token, ca: await readFile(file('apiserver.crt'), 'utf8') };
}

function statusOf(url: string, ca: string, token: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, headers: { authorization: `Bearer ${token}` }, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}
