import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function chunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** `colourType` and `depth` as in the header of a PNG. */
export function header(width: number, height: number, colourType = 2, depth = 8): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colourType, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

export const png = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([SIGNATURE, ...chunks]);

/** Black, in shades of grey: a byte a pixel. */
export function blackPng(width: number, height: number): Buffer {
  return png(header(width, height, 0), chunk('IDAT', deflateSync(Buffer.alloc(height * (width + 1)))), chunk('IEND'));
}

/** A green square with a white ring, of truecolour pixels. */
export function tinyPng(side = 48): Buffer {
  const rows = Buffer.alloc(side * (side * 3 + 1));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) / side;
      rows.set(distance > 0.25 && distance < 0.38 ? [255, 255, 255] : [11, 100, 80], y * (side * 3 + 1) + 1 + x * 3);
    }
  }
  return png(header(side, side), chunk('IDAT', deflateSync(rows)), chunk('IEND'));
}
