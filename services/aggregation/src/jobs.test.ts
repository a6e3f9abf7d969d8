import { describe, expect, it } from '@jest/globals';
import { startJobs } from './jobs.ts';

describe('jobs', () => {
  it('run at once, and again, also after one that failed', async () => {
    const [ranThrice, failures] = [Promise.withResolvers<void>(), [] as unknown[]];
    let runs = 0;
    const job = {
      name: 'close_days',
      everyMs: 1,
      run: async () => {
        runs += 1;
        if (runs === 3) ranThrice.resolve();
        if (runs === 1) throw new Error('away');
      },
    };
    const running = startJobs([job], (failed, thrown) => failures.push([failed.name, String(thrown)]));
    await ranThrice.promise;
    await running.stop();
    expect(failures).toEqual([['close_days', 'Error: away']]);
  });

  it('do not wait for each other, and stop when what is under way has ended', async () => {
    const [slow, quick] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const order: string[] = [];
    const jobs = [
      { name: 'slow', everyMs: 3_600_000, run: () => slow.promise.then(() => void order.push('slow ended')) },
      { name: 'quick', everyMs: 3_600_000, run: async () => quick.resolve() },
    ];
    const running = startJobs(jobs, () => {});
    await quick.promise;
    const stopped = running.stop().then(() => order.push('stopped'));
    slow.resolve();
    await stopped;
    expect(order).toEqual(['slow ended', 'stopped']);
  });
});
