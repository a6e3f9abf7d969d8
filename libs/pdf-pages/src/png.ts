// Pixels as a PNG (W3C, third edition): eight bits a sample, grey where there
// is no colour, which is a third of the bytes, and no transparency.
import { crc32, deflateSync } from 'node:zlib';
import { BYTES_A_PIXEL, type Pixels } from './pdfium.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const EIGHT_BITS = 8;
const GREY = 0;
const COLOUR = 2;
/** On pages of text the best level takes three times as long as this one and saves a seventh. */
const LEVEL = 3;

/** Eight levels lie between two of these. */
const COARSE_LEVELS = 0xf8;

/** Rounds every sample down, where it stands, white excepted: paper as scanners see it is noise that no PNG makes small. */
export function coarsen(pixels: Buffer): void {
  for (let at = 0; at < pixels.length; at += 1) if (pixels[at] !== 0xff) pixels[at] = (pixels[at] ?? 0) & COARSE_LEVELS;
}

/** `pixels`: blue, green, red and one byte more for each, row by row. */
export function pngOf(pixels: Buffer, { width, height }: Pixels): Uint8Array<ArrayBuffer> {
  const isGrey = hasNoColour(pixels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([EIGHT_BITS, isGrey ? GREY : COLOUR], 8);
  const rows = isGrey ? greyRows(pixels, width) : colourRows(pixels, width);
  return joined([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function hasNoColour(pixels: Buffer): boolean {
  for (let at = 0; at < pixels.length; at += BYTES_A_PIXEL) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false;
  }
  return true;
}

/** Each row begins with its filter, which is none: on text the others make it larger. */
function greyRows(pixels: Buffer, width: number): Buffer {
  const rows = Buffer.alloc(pixels.length / BYTES_A_PIXEL + pixels.length / (width * BYTES_A_PIXEL));
  for (let from = 0, to = 0; from < pixels.length; from += BYTES_A_PIXEL) {
    if (from % (width * BYTES_A_PIXEL) === 0) to += 1;
    rows[to++] = pixels[from] ?? 0;
  }
  return rows;
}

function colourRows(pixels: Buffer, width: number): Buffer {
  const rows = Buffer.alloc((pixels.length / BYTES_A_PIXEL) * 3 + pixels.length / (width * BYTES_A_PIXEL));
  for (let from = 0, to = 0; from < pixels.length; from += BYTES_A_PIXEL) {
    if (from % (width * BYTES_A_PIXEL) === 0) to += 1;
    rows[to++] = pixels[from + 2] ?? 0;
    rows[to++] = pixels[from + 1] ?? 0;
    rows[to++] = pixels[from] ?? 0;
  }
  return rows;
}

function chunk(name: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(name, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}

/** In memory of its own, which can change hands. */
function joined(pieces: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
