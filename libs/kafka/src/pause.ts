import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits so many milliseconds, or until the signal is aborted; never rejects. Keeps the process alive: a consumer that
 * waits to try again may be all that it has.
 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}
