import type { EventLog } from './event-log.ts';

/** Resolves when the process is asked to stop (SIGTERM, SIGINT); a second signal ends it at once. */
export function stopRequested(log: EventLog): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        log.event('info', 'process.stopping', { signal });
        resolve();
      });
    }
  });
}
