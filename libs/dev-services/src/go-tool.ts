// Tools for the chart that are written in Go, built once from their modules
// (with the checksums of Go's own database) and kept beside the packages.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedDirectory } from './cached-directory.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';

const TOOLS = {
  helm: { module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' },
  'helm-docs': { module: 'github.com/norwoodj/helm-docs/cmd/helm-docs', version: 'v1.14.2' },
} as const;

/** The path of the tool. The first time on a machine it is built: helm takes a minute and a half on two cores. */
export async function goTool(name: keyof typeof TOOLS): Promise<string> {
  const { module, version } = TOOLS[name];
  const directory = await cachedDirectory(`${name}-${version}`, async (workplace) => {
    const { go } = await ensurePrograms(['go']);
    process.stdout.write(`building ${name} ${version}\n`);
    const binaries = join(workplace, 'bin');
    const arguments_ = ['install', '-trimpath', '-ldflags=-s -w', `${module}@${version}`];
    await run(go, arguments_, { directory: workplace, environment: { GOBIN: binaries, CGO_ENABLED: '0' } });
    return binaries;
  });
  const path = join(directory, name);
  await access(path, constants.X_OK);
  return path;
}
