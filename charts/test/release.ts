// helm install, upgrade and uninstall against an API server.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goTool, type KubernetesApi } from '@postern/dev-services';
import { CHART } from './helm.ts';

const execute = promisify(execFile);

export interface Helm extends Disposable {
  /** Runs one command of helm in the namespace; resolves to what it says, rejects when it fails. */
  run(...args: readonly string[]): Promise<string>;
}

/** helm as somebody uses it who may do everything in that cluster. */
export async function helmFor({ url, ca, token }: KubernetesApi, namespace: string): Promise<Helm> {
  const helm = await goTool('helm');
  const directory = mkdtempSync(join(tmpdir(), 'postern-helm-'));
  const kubeconfig = join(directory, 'kubeconfig');
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user: { token } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return {
    run: async (...args) => {
      const places = ['--kubeconfig', kubeconfig, '--namespace', namespace];
      const { stdout } = await execute(helm, [...args, ...places], {
        cwd: CHART,
        env: { PATH: process.env['PATH'], HOME: directory },
      });
      return stdout;
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}
