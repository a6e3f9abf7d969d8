import { describe, expect, it } from '@jest/globals';
import { WorkSlots } from './work-slots.ts';

const never = new AbortController().signal;

function job() {
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { work: () => done, finish };
}

describe('work slots', () => {
  it('let so many work at once, and the others in the order in which they came', async () => {
    const slots = new WorkSlots({ atOnce: 1, waiting: 2 });
    const order: string[] = [];
    const first = job();
    const all = [
      slots.run(never, first.work),
      slots.run(never, async () => void order.push('second')),
      slots.run(never, async () => void order.push('third')),
    ];
    await expect(slots.run(never, async () => {})).rejects.toMatchObject({ code: 'rendering.busy', retryAfterSeconds: 5 });
    expect(order).toEqual([]);
    first.finish();
    await Promise.all(all);
    expect(order).toEqual(['second', 'third']);
  });

  it('are given back by work that fails', async () => {
    const slots = new WorkSlots({ atOnce: 1, waiting: 0 });
    await expect(slots.run(never, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(slots.run(never, async () => 'worked')).resolves.toBe('worked');
  });

  it('are not kept for who has gone away', async () => {
    const slots = new WorkSlots({ atOnce: 1, waiting: 1 });
    const first = job();
    const working = slots.run(never, first.work);
    const reader = new AbortController();
    const waiting = slots.run(reader.signal, async () => 'worked');
    reader.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'call.unavailable' });
    const next = slots.run(never, async () => 'next');
    first.finish();
    await working;
    await expect(next).resolves.toBe('next');
    await expect(slots.run(reader.signal, async () => 'worked')).rejects.toMatchObject({ code: 'call.unavailable' });
  });
});
