// A process between us and a server. Its standard input is a pipe that only
// our end holds open: when we end, in whatever way, SIGKILL included, the
// kernel closes the pipe and the guardian ends the server and removes its
// directory. So an interrupted test run leaves no orphan and no file, on any
// system, without signal handlers of ours in somebody else's process.
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { parseGuardOrder } from './guard-order.ts';

const order = parseGuardOrder(process.argv[2] ?? '');
const log = openSync(order.logFile, 'a');
let server = start();
let asked = false;

function start(): ChildProcess {
  const started = spawn(order.command, order.args, {
    cwd: order.directory,
    stdio: ['ignore', log, log],
    env: { ...process.env, NODE_OPTIONS: '', ...order.environment },
    ...(order.uid === undefined ? {} : { uid: order.uid, gid: order.gid ?? order.uid }),
  });
  started.on('error', () => end(127));
  started.on('exit', ended);
  return started;
}

function end(code: number): void {
  rmSync(order.directory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

function ended(code: number | null): void {
  // Ended by itself: keep the directory until we have read the log and let go of the pipe.
  if (asked) end(0);
  process.stdin.removeAllListeners('end').on('end', () => end(1));
  process.stdout.write(`${code ?? 'killed'}\n`);
}

/** Without a warning, as when the power fails; with what it had written until then. */
function startAgain(): void {
  server.off('exit', ended).once('exit', () => {
    server = start();
    process.stdout.write('again\n');
  });
  server.kill('SIGKILL');
}

function askToStop(): void {
  server.kill(order.stopSignal);
  setTimeout(() => server.kill('SIGKILL'), 10_000);
}

// Whatever is written to us asks for a new start.
process.stdin.on('data', startAgain);
process.stdin.on('end', () => {
  asked = true;
  askToStop();
});
