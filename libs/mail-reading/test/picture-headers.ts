// Beginnings of pictures of any size: enough to tell it, nothing to draw.

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const le16 = (value: number): number[] => [value & 0xff, value >> 8];
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

export function png(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008060000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

/** Behind a segment of metadata, in which a small picture lies as cameras put it there. */
export function jpeg(width: number, height: number, frame = 0xc2): Buffer {
  const thumbnail = [0xff, 0xd8, 0xff, 0xc0, ...u16(17), 8, ...u16(120), ...u16(160)];
  return Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe1, ...u16(2 + thumbnail.length), ...thumbnail],
    ...[0xff, 0xff, frame, ...u16(17), 8, ...u16(height), ...u16(width)],
  ]);
}

/** A screen of one pixel, an extension and a frame. */
export function gif(width: number, height: number): Buffer {
  return Buffer.from([
    ...[...ascii('GIF89a'), ...le16(1), ...le16(1), 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    ...[0x21, 0xf9, 4, 0, 0, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, ...le16(width), ...le16(height), 0],
  ]);
}

const riff = (kind: string, data: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(`RIFF____WEBP${kind}____`, 'latin1'), Buffer.from(data), Buffer.alloc(10)]);

export const webp = (width: number, height: number): Buffer =>
  riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...le16(width), ...le16(height)]);

export function losslessWebp(width: number, height: number): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32LE((width - 1) | ((height - 1) << 14));
  return riff('VP8L', [0x2f, ...bits]);
}

export function extendedWebp(width: number, height: number): Buffer {
  const sides = Buffer.alloc(6);
  sides.writeUIntLE(width - 1, 0, 3);
  sides.writeUIntLE(height - 1, 3, 3);
  return riff('VP8X', [0, 0, 0, 0, ...sides]);
}
