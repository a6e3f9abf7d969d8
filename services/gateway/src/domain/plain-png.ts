// A logo comes from another service, which had it from the operator's registry
// and looked at its first bytes. Here it is taken apart and put together anew
// from the only chunks that a still picture needs, so that what reaches a
// browser is a picture and nothing else: no text, no profile, no animation, no
// second file behind the end.
import { crc32 } from 'node:zlib';
import { MAX_LOGO_BYTES, MAX_LOGO_PIXELS } from '@postern/envelope';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Length, name and checksum, around the data (PNG, third edition, section 5.3). */
const CHUNK_OVERHEAD = 12;
const IHDR_BYTES = 13;
/** Bit depths by colour type (PNG, table 11.1). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const INDEXED = 3;
const MAX_PALETTE_BYTES = 768;

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
  /** With its length, name and checksum. */
  readonly whole: Buffer;
}

/** The picture in `bytes` and nothing else, or undefined if that is not a PNG of at most 64 KiB and 1024 pixels a side. */
export function plainPng(bytes: Buffer): Buffer | undefined {
  if (bytes.length > MAX_LOGO_BYTES || !bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const chunks = readChunks(bytes);
  if (chunks === undefined || !isPicture(chunks.map(({ name }) => name).join(' '))) return undefined;
  const [header, palette] = ['IHDR', 'PLTE'].map((wanted) => chunks.find(({ name }) => name === wanted)?.data);
  if (header === undefined || !isHeader(header) || !isPalette(palette, header.readUInt8(9) === INDEXED)) return undefined;
  return Buffer.concat([SIGNATURE, ...chunks.map(({ whole }) => whole)]);
}

/** Every chunk that is needed to draw, up to IEND; undefined if one is damaged or unknown and critical. */
function readChunks(bytes: Buffer): readonly Chunk[] | undefined {
  const kept: Chunk[] = [];
  for (let at = SIGNATURE.length; at + CHUNK_OVERHEAD <= bytes.length; ) {
    const end = at + CHUNK_OVERHEAD + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const whole = bytes.subarray(at, end);
    const name = whole.toString('latin1', 4, 8);
    if (crc32(whole.subarray(4, -4)) !== whole.readUInt32BE(whole.length - 4)) return undefined;
    if (/^(IHDR|PLTE|tRNS|IDAT|IEND)$/.test(name)) kept.push({ name, data: whole.subarray(8, -4), whole });
    // A capital first letter: a decoder must know it (section 5.4).
    else if (!/^[a-z][A-Za-z]{3}$/.test(name)) return undefined;
    if (name === 'IEND') return kept;
    at = end;
  }
  return undefined;
}

/** The order of section 5.6. */
const isPicture = (names: string): boolean => /^IHDR( PLTE)?( tRNS)?( IDAT)+ IEND$/.test(names);

function isHeader(header: Buffer): boolean {
  if (header.length !== IHDR_BYTES) return false;
  const sides = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colourType = 0, compression, filter, interlace = 0] = header.subarray(8);
  return (
    sides.every((pixels) => pixels >= 1 && pixels <= MAX_LOGO_PIXELS) &&
    (DEPTHS[colourType]?.includes(depth) ?? false) &&
    compression === 0 &&
    filter === 0 &&
    interlace <= 1
  );
}

function isPalette(palette: Buffer | undefined, isNeeded: boolean): boolean {
  if (palette === undefined) return !isNeeded;
  return palette.length >= 3 && palette.length <= MAX_PALETTE_BYTES && palette.length % 3 === 0;
}
