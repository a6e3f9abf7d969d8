// Plain JavaScript that Node 20 can run: it brings the packages (and with them
// Node 24) before anything else is imported.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = `${ROOT}package-lock.json`;
const STAMP = `${ROOT}node_modules/.postern-installed`;

/** Runs `npm ci` unless what is installed is what the lock says. Returns the path of Node 24. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) {
    process.stdout.write('Installing packages (npm ci); this happens once.\n');
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: 'inherit' });
    if (installed.status !== 0) {
      process.stderr.write('npm ci failed; its output above says why.\n');
      process.exit(1);
    }
    writeFileSync(STAMP, wanted);
  }
  const node24 = `${ROOT}node_modules/.bin/node`;
  if (existsSync(node24)) return node24;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `Node 24 or newer is needed and no package of it exists for ${process.platform} ${process.arch}: please install it and try again.\n`,
  );
  return process.exit(1);
}
