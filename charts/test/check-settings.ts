// A service's own word on the settings that the chart gives it.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@postern/service-graph';
import { type Given, ofKind, render } from './helm.ts';
import type { MountedFiles } from './mounted-files.ts';
import { podsOf } from './pods.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXPERIMENTAL = '--disable-warning=ExperimentalWarning';

/** The environment of a service's container, as `name: value`. */
export async function environmentOf(service: ServiceName, given: Given): Promise<Record<string, string>> {
  const [container] = podsOf(ofKind(await render(given), 'Deployment'))
    .flatMap(({ spec }) => spec.containers)
    .filter(({ name }) => name === service);
  return Object.fromEntries((container?.env ?? []).map(({ name, value = '' }) => [name, value]));
}

/** What `--check-config` says to an environment, with real files where the pod has its mounts. */
export async function checkSettings(
  service: ServiceName,
  environment: Readonly<Record<string, string>>,
  files: MountedFiles,
): Promise<string> {
  const mounted = await files.of(service);
  const here = Object.entries(environment).map(([name, value]) => [
    name,
    value.replaceAll('/etc/postern', mounted).replaceAll('/var/lib/postern', files.state),
  ]);
  const env = { PATH: process.env['PATH'], ...Object.fromEntries(here) };
  return new Promise((resolve) => {
    const main = `services/${service}/src/main.ts`;
    execFile(process.execPath, [EXPERIMENTAL, main, '--check-config'], { cwd: ROOT, env }, (_error, out, complaints) =>
      resolve(out + complaints),
    );
  });
}
