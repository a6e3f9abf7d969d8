// npm start: installs what is missing, then runs the whole portal in one process.
import { spawn } from 'node:child_process';
import { ensureInstalled, ROOT } from './ensure-installed.mjs';

const node = ensureInstalled();
const portal = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', `${ROOT}services/standalone/src/main.ts`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// Ctrl-C reaches the whole process group: the portal stops cleanly, and this waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => portal.kill('SIGTERM'));
portal.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
