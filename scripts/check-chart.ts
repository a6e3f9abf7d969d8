// npm run chart [-- --write | --cluster]: everything about charts/postern that
// needs no cluster: helm's own lint, the README that is made from the values,
// and the tests of charts/test. With --cluster also what a real kube-apiserver
// says to it, which is built first (minutes, once). With --write it only writes
// the README.
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goTool } from '../libs/dev-services/src/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHART = join(ROOT, 'charts/postern');
const README = join(CHART, 'README.md');

async function writeReadme(): Promise<void> {
  execFileSync(await goTool('helm-docs'), ['--chart-search-root', join(ROOT, 'charts'), '--log-level', 'error'], {
    stdio: 'inherit',
  });
}

async function lint(): Promise<void> {
  const helm = await goTool('helm');
  for (const values of globSync('ci/*-values.yaml', { cwd: CHART }).sort())
    execFileSync(helm, ['lint', '--strict', '--quiet', '--kube-version', '1.33.0', '--values', join(CHART, values), CHART], {
      stdio: 'inherit',
    });
}

function test(config: string): boolean {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--config', join(ROOT, 'charts', config)], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    },
  });
  return status === 0;
}

const before = readFileSync(README, 'utf8');
await writeReadme();
if (!process.argv.includes('--write')) {
  if (readFileSync(README, 'utf8') !== before) {
    process.stderr.write('charts/postern/README.md was not what its values make it (it is now: commit it)\n');
    process.exitCode = 1;
  }
  await lint();
  if (!test('jest.config.mjs')) process.exitCode = 1;
  if (process.argv.includes('--cluster') && !test('jest.cluster.config.mjs')) process.exitCode = 1;
}
