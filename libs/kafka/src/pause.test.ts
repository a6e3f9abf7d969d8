import { describe, expect, it } from '@jest/globals';
import { pause } from './pause.ts';

const timersThatKeepUsAlive = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('a pause', () => {
  it('keeps the process alive, and ends at once when it is aborted', async () => {
    const before = timersThatKeepUsAlive();
    const controller = new AbortController();
    const waiting = pause(3_600_000, controller.signal);
    expect(timersThatKeepUsAlive()).toBe(before + 1);
    controller.abort();
    await waiting;
    expect(timersThatKeepUsAlive()).toBe(before);
  });
});
