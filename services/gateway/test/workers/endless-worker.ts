import { parentPort } from 'node:worker_threads';

/** Works for ever on each file, and holds its thread. */
parentPort?.on('message', () => {
  for (;;);
});
