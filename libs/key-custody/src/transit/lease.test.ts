import { describe, expect, it } from '@jest/globals';
import { openLease, SYSTEM_CLOCK } from './lease.ts';

describe('a lease by the real clock', () => {
  it('is renewed before it ends, many times', async () => {
    let grants = 0;
    const renewals = Promise.withResolvers<void>();
    const lease = await openLease({
      grant: async () => ++grants,
      leaseMs: 200,
      clock: SYSTEM_CLOCK,
      onRenewal: () => {
        if (grants === 4) renewals.resolve();
      },
    });
    await renewals.promise;
    expect(lease.current()).toBe(4);
    lease.end();
    expect(() => lease.current()).toThrow('keyrelease.unavailable');
  });

  it('that is not granted at first is none', async () => {
    const grant = () => Promise.reject(new Error('no'));
    await expect(openLease({ grant, leaseMs: 200, clock: SYSTEM_CLOCK, onRenewal: () => {} })).rejects.toThrow('no');
  });

  it('is counted from the question, not from a late answer', async () => {
    let now = 0;
    const alarms: number[] = [];
    const after = (milliseconds: number) => {
      alarms.push(milliseconds);
      return () => {};
    };
    const clock = { now: () => now, after };
    const lease = await openLease({
      grant: async () => {
        now = 90;
        return 'value';
      },
      leaseMs: 100,
      clock,
      onRenewal: () => {},
    });
    expect(lease.current()).toBe('value');
    now = 100;
    expect(() => lease.current()).toThrow('keyrelease.unavailable');
    expect(alarms).toEqual([10, 50]);
  });
});
