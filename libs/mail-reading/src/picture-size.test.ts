import { describe, expect, it } from '@jest/globals';
import { extendedWebp, gif, jpeg, losslessWebp, png, webp } from '../test/picture-headers.ts';
import { pictureSize } from './picture-size.ts';

const SIZE = { width: 700, height: 300 };

describe('the size of a picture', () => {
  it.each([
    ['a PNG', png(700, 300)],
    ['a JPEG, and not of the picture in its metadata', jpeg(700, 300, 0xc0)],
    ['a progressive JPEG', jpeg(700, 300, 0xc2)],
    ['a frame of a GIF that is larger than its screen', gif(700, 300)],
    ['a WebP', webp(700, 300)],
    ['a lossless WebP', losslessWebp(700, 300)],
    ['an extended WebP', extendedWebp(700, 300)],
  ])('is read from %s', (_name, picture) => {
    expect(pictureSize(picture)).toEqual(SIZE);
  });

  it('is known up to the largest there is', () => {
    expect(pictureSize(losslessWebp(16_384, 16_384))).toEqual({ width: 16_384, height: 16_384 });
    expect(pictureSize(extendedWebp(1, 16_777_216))).toEqual({ width: 1, height: 16_777_216 });
    expect(pictureSize(png(0xffff_ffff, 2))).toEqual({ width: 0xffff_ffff, height: 2 });
  });

  it.each([
    ['that has none', png(0, 5)],
    ['whose height is told after its scan', jpeg(700, 0)],
    ['that scans before its frame', Buffer.from('ffd8ffda0002ffc0001108012c02bc', 'hex')],
    ['in which noise follows', Buffer.from('ffd8ffe000021234ffc0001108012c02bc', 'hex')],
    ['of an unknown kind', Buffer.from('BM')],
  ])('is not there for one %s', (_name, picture) => {
    expect(pictureSize(picture)).toBeUndefined();
  });

  it.each([
    ['a PNG', png(700, 300)],
    ['a JPEG', jpeg(700, 300)],
    ['a GIF', gif(700, 300)],
    ['a WebP', webp(700, 300)],
  ])('is nothing else in any beginning of %s', (_name, picture) => {
    for (let end = 0; end <= picture.length; end += 1)
      expect([undefined, SIZE]).toContainEqual(pictureSize(picture.subarray(0, end)));
  });
});
