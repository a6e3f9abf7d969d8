// npm run bench [-- name …]: runs the measurements of libs/*/bench and
// services/*/bench. Each prints ratios to a floor that it measures in the same
// run, so that numbers from different machines can be compared.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';

const wanted = process.argv.slice(2);
const files = globSync('{libs,services}/*/bench/*.bench.ts').sort();
const chosen = files.filter(
  (file) => wanted.length === 0 || wanted.some((name) => file.includes(`/${name}/`) || basename(file).startsWith(name)),
);
if (chosen.length === 0) {
  process.stderr.write(`no bench of that name; there are: ${files.join(', ')}\n`);
  process.exitCode = 64;
}
for (const file of chosen) {
  process.stdout.write(`\n${file}\n`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', file], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
