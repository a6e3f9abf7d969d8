import { describe, expect, it } from '@jest/globals';
import { BoundedCalls } from './bounded-calls.ts';

const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const soon = () => Date.now() + 10_000;

/** A call that ends when the test says so. */
function heldCall() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const started = Promise.withResolvers<void>();
  const call = () => {
    started.resolve();
    return promise;
  };
  return { call, resolve, reject, started: started.promise };
}

describe('bounded calls', () => {
  it('never run more than so many at once, in the order in which they came', async () => {
    const calls = new BoundedCalls({ atOnce: 2, waiting: 100 });
    const order: number[] = [];
    let underWay = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        calls.run(soon(), async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          order.push(index);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('are refused at once when too many wait', async () => {
    const calls = new BoundedCalls({ atOnce: 1, waiting: 1 });
    const first = heldCall();
    const running = calls.run(soon(), first.call);
    const waiting = calls.run(soon(), async () => 'second');
    await expect(calls.run(soon(), async () => 'third')).rejects.toMatchObject(UNAVAILABLE);
    first.resolve('first');
    expect(await Promise.all([running, waiting])).toEqual(['first', 'second']);
  });

  it('are refused when their turn does not come in time, and leave no trace', async () => {
    const calls = new BoundedCalls({ atOnce: 1, waiting: 1 });
    const first = heldCall();
    const running = calls.run(soon(), first.call);
    await expect(calls.run(Date.now() + 10, async () => 'late')).rejects.toMatchObject(UNAVAILABLE);
    const next = calls.run(soon(), async () => 'next');
    first.resolve('first');
    expect(await running).toBe('first');
    expect(await next).toBe('next');
  });

  it('make room when they fail', async () => {
    const calls = new BoundedCalls({ atOnce: 1, waiting: 0 });
    const first = heldCall();
    const running = calls.run(soon(), first.call);
    first.reject(new Error('failed'));
    await expect(running).rejects.toThrow('failed');
    expect(await calls.run(soon(), async () => 'next')).toBe('next');
  });
});
