// The real kube-apiserver, built from its published modules: there is no
// Debian package of it, and a stand-in would let pass what a cluster refuses.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDirectory } from './cached-directory.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

/** As in deploy/kube-apiserver/go.mod. */
export const KUBERNETES_VERSION = '1.36.3';
const MODULE = fileURLToPath(new URL('../../../deploy/kube-apiserver', import.meta.url));
const PACKAGE = 'k8s.io/kubernetes/cmd/kube-apiserver';

/** Its path. The first time on a machine it is built, which takes minutes. */
export async function ensureKubeApiserver(): Promise<string> {
  const directory = await cachedDirectory(`kube-apiserver-v${KUBERNETES_VERSION}`, async (workplace) => {
    const { go } = await ensurePrograms(['go']);
    process.stdout.write(`building kube-apiserver ${KUBERNETES_VERSION}; this takes some minutes, once\n`);
    const [major = '', minor = ''] = KUBERNETES_VERSION.split('.');
    const facts = { gitVersion: `v${KUBERNETES_VERSION}`, gitMajor: major, gitMinor: minor };
    const flags = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
    const output = join(workplace, 'bin');
    await run(go, ['build', '-trimpath', `-ldflags=-s -w ${flags.join(' ')}`, '-o', `${output}/`, PACKAGE], {
      directory: MODULE,
      environment: { CGO_ENABLED: '0' },
    });
    return output;
  });
  return join(directory, 'kube-apiserver');
}
