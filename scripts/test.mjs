// npm test: everything. Arguments go to Jest: `npm test -- --selectProjects unit`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureInstalled, ROOT } from './ensure-installed.mjs';

const node = ensureInstalled();
const results = mkdtempSync(join(tmpdir(), 'postern-test-'));
const summary = join(results, 'summary.json');
const environment = {
  ...process.env,
  // Children that are called by name must be Node 24 as well.
  PATH: `${dirname(node)}:${process.env.PATH}`,
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
};
const jest = spawnSync(
  node,
  [`${ROOT}node_modules/jest/bin/jest.js`, '--json', `--outputFile=${summary}`, ...process.argv.slice(2)],
  {
    cwd: ROOT,
    // Jest's report goes to standard error, its JSON to the file; what is being installed is said on standard output.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
  },
);

let {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numFailedTestSuites: brokenSuites,
} = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };
try {
  ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numFailedTestSuites: brokenSuites,
  } = JSON.parse(readFileSync(summary, 'utf8')));
} catch {
  process.stderr.write('Jest left no summary.\n');
}
rmSync(results, { recursive: true, force: true });
if (skipped > 0) process.stderr.write('Skipped tests are failures here.\n');
const ok = jest.status === 0 && brokenSuites === 0 && skipped === 0 && passed > 0;
process.stdout.write(`${passed} passed, ${failed + skipped + (ok || failed + skipped > 0 ? 0 : 1)} failed\n`);
process.exit(ok ? 0 : 1);
