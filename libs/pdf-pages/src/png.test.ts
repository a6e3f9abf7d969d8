import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { coarsen, pngOf } from './png.ts';

/** Colour type and rows, taken apart by hand. */
function read(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const data = bytes.indexOf('IDAT');
  return {
    size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
    colourType: bytes.readUInt8(25),
    rows: [...inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))],
  };
}

describe('pixels as a PNG', () => {
  it('are red, green and blue, each row behind its filter', () => {
    const pixels = Buffer.from([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 0, 10, 11, 12, 0]);
    expect(read(pngOf(pixels, { width: 2, height: 2 }))).toEqual({
      size: [2, 2],
      colourType: 2,
      rows: [0, 3, 2, 1, 6, 5, 4, 0, 9, 8, 7, 12, 11, 10],
    });
  });

  it('are a third of that where all of them are grey', () => {
    const pixels = Buffer.from([1, 1, 1, 255, 4, 4, 4, 255, 7, 7, 7, 0]);
    expect(read(pngOf(pixels, { width: 1, height: 3 }))).toEqual({ size: [1, 3], colourType: 0, rows: [0, 1, 0, 4, 0, 7] });
  });

  it('are rounded to fewer levels where they are too many, and white stays white', () => {
    const pixels = Buffer.from([0, 7, 8, 254, 255]);
    coarsen(pixels);
    expect([...pixels]).toEqual([0, 0, 8, 248, 255]);
  });

  it('lie in memory of their own, which can change hands', () => {
    const png = pngOf(Buffer.alloc(4), { width: 1, height: 1 });
    expect(png.buffer.byteLength).toBe(png.byteLength);
  });
});
