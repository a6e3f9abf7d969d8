import { describe, expect, it } from '@jest/globals';
import koffi from 'koffi';
import { Arena, withArena, wordAt } from './arena.ts';

describe('memory for C', () => {
  it('is where it says it is', () => {
    const words = new Arena().words(1, 2n ** 64n - 1n, 3);
    const seen = [0, 8, 16].map((offset) => String(koffi.decode(words.address, offset, 'uint64_t')));
    expect(seen).toEqual(['1', '18446744073709551615', '3']);
    expect(wordAt(words, 2)).toBe(3);
  });

  it('is aligned for any member', () => {
    const arena = new Arena();
    for (const length of [1, 3, 8, 9]) expect(arena.reserve(length).address % 8n).toBe(0n);
  });

  it('ends', () => {
    const arena = new Arena(16);
    arena.reserve(9);
    expect(() => arena.reserve(1)).toThrow(RangeError);
    expect(() => new Arena(16).copyOf(Buffer.alloc(17))).toThrow(RangeError);
  });

  it('is wiped, also when the operation fails', async () => {
    const seen: Buffer[] = [];
    const operation = withArena(async (arena) => {
      seen.push(arena.copyOf(Buffer.from('a secret')).bytes);
      throw new Error('failed');
    });
    await expect(operation).rejects.toThrow('failed');
    expect(seen).toEqual([Buffer.alloc(8)]);
  });
});
