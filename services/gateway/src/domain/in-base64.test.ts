import { describe, expect, it } from '@jest/globals';
import { inBase64 } from './in-base64.ts';

describe('bytes as Base64 while they arrive', () => {
  it.each([1, 2, 3, 4, 5, 7, 100])('are the same in pieces of %d', async (size) => {
    const bytes = Buffer.from(Array.from({ length: 100 }, (_, index) => (index * 37) % 256));
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    expect((await Array.fromAsync(inBase64(pieces()))).join('')).toBe(bytes.toString('base64'));
  });
});
