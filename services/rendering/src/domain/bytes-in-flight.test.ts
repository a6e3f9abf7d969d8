import { describe, expect, it } from '@jest/globals';
import { BytesInFlight } from './bytes-in-flight.ts';

describe('bytes in flight', () => {
  it('refuse what has no room, take none of it, and say how many they are', () => {
    const seen: number[] = [];
    const inFlight = new BytesInFlight(10, (bytes) => seen.push(bytes));
    inFlight.take(6);
    expect(() => inFlight.take(5)).toThrow(expect.objectContaining({ code: 'rendering.busy', retryAfterSeconds: 5 }));
    inFlight.take(4);
    inFlight.give(10);
    expect(seen).toEqual([6, 10, 0]);
  });
});
