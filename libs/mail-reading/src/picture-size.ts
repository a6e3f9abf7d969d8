// How many pixels a browser will make of a picture, by its header: a file of a
// few kilobytes can ask for gigabytes. Only the four formats that previews show.
import { recognisedPicture } from './picture-type.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Of one picture. More would take a browser more than 256 MiB: it keeps four bytes a pixel. */
const MAX_PIXELS = 64 * 1024 * 1024;

type ReadSize = (bytes: Buffer) => PictureSize | undefined;

const READERS: ReadonlyMap<string, ReadSize> = new Map([
  ['image/png', pngSize],
  ['image/jpeg', jpegSize],
  ['image/gif', gifSize],
  ['image/webp', webpSize],
]);

/** In pixels; undefined for what is no such picture, or too damaged to say. */
export function pictureSize(content: Uint8Array): PictureSize | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const size = READERS.get(recognisedPicture(bytes) ?? '')?.(bytes);
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

export function hasTooManyPixels({ width, height }: PictureSize): boolean {
  return width * height > MAX_PIXELS;
}

/** Whether a page may show it. Of what does not say its size, a browser makes what it can. */
export function isBearable(content: Uint8Array): boolean {
  const size = pictureSize(content);
  return size === undefined || !hasTooManyPixels(size);
}

/** IHDR has to be the first chunk (PNG, third edition, section 5.6). */
function pngSize(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** In the first frame header (ITU-T T.81, annex B); the pictures in metadata lie in segments that are stepped over. */
function jpegSize(bytes: Buffer): PictureSize | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    // Scan data, or the end, before any frame.
    else if (marker === 0xda || marker === 0xd9) return undefined;
    else at += hasNoLength(marker) ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, which DHT, JPG and DAC lie among. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** The screen, or the first frame where that is larger: browsers make room for it (GIF89a, sections 18 and 20). */
function gifSize(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 13) return undefined;
  let at = 13 + colourTableBytes(bytes.readUInt8(10));
  while (bytes[at] === 0x21) at = afterSubBlocks(bytes, at + 2);
  if (bytes[at] !== 0x2c || at + 9 > bytes.length) return undefined;
  return {
    width: Math.max(bytes.readUInt16LE(6), bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5)),
    height: Math.max(bytes.readUInt16LE(8), bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7)),
  };
}

const colourTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function afterSubBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

/** Of the canvas, or of the only frame (RFC 9649, sections 2.5 to 2.7, 3.4; RFC 6386, section 9.1). */
function webpSize(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 30) return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L':
      return losslessSize(bytes.readUInt32LE(21));
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}

/** Fourteen bits each, less one. */
const losslessSize = (bits: number): PictureSize => ({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 });
