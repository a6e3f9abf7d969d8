import { pause } from '@postern/kafka';
import type { HandleBatch, UsageConsumer } from '../usage-bus.ts';
import type { MemoryUsageBus } from './memory-usage-bus.ts';

const RETRY_MS = 250;

export class MemoryUsageConsumer implements UsageConsumer {
  readonly #bus: MemoryUsageBus;
  readonly #group: string;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(bus: MemoryUsageBus, group: string) {
    this.#bus = bus;
    this.#group = group;
  }

  run(handleBatch: HandleBatch): void {
    this.#running = this.#consume(handleBatch);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #consume(handleBatch: HandleBatch): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const batch = this.#bus.next(this.#group);
      if (batch === undefined) {
        await this.#bus.changed(signal);
        continue;
      }
      try {
        await handleBatch(batch);
        this.#bus.commit(this.#group, (batch.records.at(-1)?.offset ?? 0n) + 1n);
      } catch {
        await pause(RETRY_MS, signal);
      }
    }
  }
}
