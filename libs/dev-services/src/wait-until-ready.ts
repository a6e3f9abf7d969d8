import { setTimeout as delay } from 'node:timers/promises';

const PROBE_EVERY_MS = 50;

interface Patience {
  readonly limitMs: number;
  /** Whether there is nothing left to wait for. */
  hasEnded(): boolean | Promise<boolean>;
}

/** Resolves when `probe` does not throw; rejects when the server has ended or `limitMs` have passed. */
export async function waitUntilReady(probe: () => Promise<void>, { limitMs, hasEnded }: Patience): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    try {
      return await probe();
    } catch (cause) {
      if (await hasEnded()) throw new Error('it ended', { cause });
      if (Date.now() > giveUpAt) throw new Error('it took too long', { cause });
      await delay(PROBE_EVERY_MS);
    }
  }
}
