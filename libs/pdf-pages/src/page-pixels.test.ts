import { describe, expect, it } from '@jest/globals';
import { LIMITS } from './limits.ts';
import { pixelsFor } from './page-pixels.ts';

const pixels = (width: number, height: number) => pixelsFor({ width, height }, LIMITS);

describe('the size of a page', () => {
  it('is that of its paper at 150 dots an inch', () => {
    expect(pixels(612, 792)).toEqual({ width: 1275, height: 1650 });
  });

  it.each([
    ['a poster', 2384, 3370],
    ['the largest that PDF knows', 14_400, 14_400],
    ['absurd', 1e15, 1e15],
    ['a very long strip', 1, 1e9],
    ['a very wide strip', 1e9, 1],
  ])('stays within bounds when it is %s', (_name, width, height) => {
    const size = pixels(width, height);
    if (size === undefined) throw new Error('no size');
    expect(size.width * size.height).toBeLessThanOrEqual(LIMITS.pixels);
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(LIMITS.side);
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
  });

  it.each([
    [0, 100],
    [100, -1],
    [Number.NaN, 100],
    [Number.POSITIVE_INFINITY, 1],
    [1e300, 1e300],
  ])('is none for %d by %d', (width, height) => {
    expect(pixels(width, height)).toBeUndefined();
  });
});
