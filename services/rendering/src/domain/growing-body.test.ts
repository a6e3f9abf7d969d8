import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { GrowingBody } from './growing-body.ts';

describe('a growing body', () => {
  it.each([[0], [1], [65_536], [65_537], [1_000_000]])('gives back %d bytes in order, in memory of their own', (bytes) => {
    const sent = randomBytes(bytes);
    const body = new GrowingBody();
    for (let at = 0; at < bytes; at += 7_919) body.append(sent.subarray(at, at + 7_919));
    expect(body.bytes).toBe(bytes);
    const taken = body.take();
    expect(Buffer.compare(taken, sent)).toBe(0);
    expect(taken.buffer.byteLength).toBe(bytes);
    expect(body.bytes).toBe(0);
  });
});
