import { describe, expect, it } from '@jest/globals';
import { type Attempt, type DeliveryEnd, DeliveryQueue, type DeliveryQueueOptions, doublingDelay } from './delivery-queue.ts';

const FAR = Number.MAX_SAFE_INTEGER;

const queueWith = (options: Partial<DeliveryQueueOptions> = {}) =>
  new DeliveryQueue({ capacity: 10, concurrency: 2, now: Date.now, retryAfterMs: () => 1, ...options });

interface Delivered {
  readonly end: DeliveryEnd;
  readonly attempts: number;
}

/** Adds a delivery whose attempts end one after the other as told (the last answer repeats). */
function deliver(queue: DeliveryQueue, answers: readonly (Attempt | Promise<Attempt> | (() => Attempt))[], useUntil = FAR) {
  const begun = Promise.withResolvers<void>();
  let attempts = 0;
  const ended = new Promise<Delivered>((resolve) => {
    queue.add({
      useUntil,
      attempt: async () => {
        begun.resolve();
        const answer = answers[Math.min(attempts++, answers.length - 1)];
        return (await (typeof answer === 'function' ? answer() : answer)) ?? 'accepted';
      },
      onEnd: (end, count) => resolve({ end, attempts: count }),
    });
  });
  return { begun: begun.promise, ended, attempts: () => attempts };
}

describe('the delivery queue', () => {
  it('hands a mail over once when it is taken', async () => {
    const queue = queueWith();
    const one = deliver(queue, ['accepted']);
    expect(await one.ended).toEqual({ end: 'accepted', attempts: 1 });
    // A second one passes through behind it, and the first is not tried again.
    await deliver(queue, ['accepted']).ended;
    expect([one.attempts(), queue.size]).toEqual([1, 0]);
  });

  it('tries again while the relay says "not now", and says so meanwhile', async () => {
    const last = Promise.withResolvers<Attempt>();
    const queue = queueWith();
    const one = deliver(queue, ['deferred', 'deferred', last.promise]);
    expect(queue.isDelayed).toBe(false);
    while (one.attempts() < 3) await new Promise(setImmediate);
    expect(queue.isDelayed).toBe(true);
    last.resolve('accepted');
    expect(await one.ended).toEqual({ end: 'accepted', attempts: 3 });
    expect(queue.isDelayed).toBe(false);
  });

  it('gives up at once what the relay will never take; such a relay is not away', async () => {
    const queue = queueWith();
    expect(await deliver(queue, ['refused']).ended).toEqual({ end: 'refused', attempts: 1 });
    expect(queue.isDelayed).toBe(false);
  });

  it('begins no attempt when the mail has become useless', async () => {
    let now = 0;
    const queue = queueWith({ now: () => now });
    const useless = deliver(queue, ['accepted'], 0);
    expect(await useless.ended).toEqual({ end: 'expired', attempts: 0 });
    const deferredForLong = (): Attempt => {
      now = 100;
      return 'deferred';
    };
    const late = deliver(queue, [deferredForLong], 50);
    expect(await late.ended).toEqual({ end: 'expired', attempts: 1 });
    expect(useless.attempts()).toBe(0);
  });

  it('does not let a slow mail hold up the others, nor begin more than it may at once', async () => {
    const slow = Promise.withResolvers<Attempt>();
    const queue = queueWith({ concurrency: 2 });
    const one = deliver(queue, [slow.promise]);
    await one.begun;
    for (let i = 0; i < 3; i++) expect((await deliver(queue, ['accepted']).ended).end).toBe('accepted');
    const two = deliver(queue, [slow.promise]);
    await two.begun;
    const third = deliver(queue, ['accepted']);
    await new Promise(setImmediate);
    expect(third.attempts()).toBe(0);
    slow.resolve('accepted');
    expect((await third.ended).end).toBe('accepted');
  });

  it('takes no more than it has room for', async () => {
    const slow = Promise.withResolvers<Attempt>();
    const queue = queueWith({ capacity: 2, concurrency: 1 });
    const kept = [deliver(queue, [slow.promise]), deliver(queue, ['accepted'])];
    expect(queue.hasRoom).toBe(false);
    expect(await deliver(queue, ['accepted']).ended).toEqual({ end: 'dropped', attempts: 0 });
    slow.resolve('accepted');
    expect(await Promise.all(kept.map(({ ended }) => ended))).toEqual(Array(2).fill({ end: 'accepted', attempts: 1 }));
    expect(queue.hasRoom).toBe(true);
  });

  it('stops: waits for what is under way, drops what waits, takes nothing new', async () => {
    const slow = Promise.withResolvers<Attempt>();
    const queue = queueWith({ concurrency: 1 });
    const underWay = deliver(queue, [slow.promise]);
    const waiting = deliver(queue, ['accepted']);
    await underWay.begun;
    const stopped = queue.stop(10_000);
    slow.resolve('accepted');
    await stopped;
    expect([(await underWay.ended).end, (await waiting.ended).end]).toEqual(['accepted', 'dropped']);
    expect((await deliver(queue, ['accepted']).ended).end).toBe('dropped');
  });

  it('stops in time although an attempt hangs', async () => {
    const queue = queueWith();
    const hanging = deliver(queue, [new Promise<Attempt>(() => {})]);
    await hanging.begun;
    await queue.stop(1);
    expect(hanging.attempts()).toBe(1);
  });
});

describe('the time between attempts', () => {
  it('doubles from a second to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(doublingDelay)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });
});
