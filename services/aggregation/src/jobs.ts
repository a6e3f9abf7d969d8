// What has to be done now and then. Every instance does all of it: the database
// decides who was first.
import { setTimeout as delay } from 'node:timers/promises';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

export interface RunningJobs {
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Runs each job at once and then again so long after it ended, whether it went well or not. */
export function startJobs(jobs: readonly Job[], failed: (job: Job, thrown: unknown) => void): RunningJobs {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = jobs.map(async (job) => {
    while (!signal.aborted) {
      await job.run().catch((thrown: unknown) => failed(job, thrown));
      await delay(job.everyMs, undefined, { signal }).catch(() => {});
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
