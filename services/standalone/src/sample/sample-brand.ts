// How the sample clinic looks to its readers: a colour, a sentence, and a logo
// that is drawn here, pixel by pixel, so that there is no picture whose origin
// anybody would have to know.
import { crc32, deflateSync } from 'node:zlib';

const COLOUR = '#1d4e89';
const SIDE = 96;
/** Half the width and half the length of the bars of the cross, of a side of 1. */
const BAR = { width: 0.11, length: 0.31 } as const;
const CORNER = 0.22;
/** Each pixel is looked at in 4 by 4 places, so that round corners are smooth. */
const SAMPLES = 4;

/** As it stands in the registry of senders. */
export function sampleBrand(): { readonly colour: string; readonly logo: string; readonly disclaimer: string } {
  return {
    colour: COLOUR,
    logo: drawLogo().toString('base64'),
    disclaimer: 'This message is for the person named above. If you got it by mistake, please tell us and delete it.',
  };
}

/** A white cross on a rounded square of the clinic's colour, as a PNG with transparent corners. */
function drawLogo(): Buffer {
  const rows = Buffer.alloc(SIDE * (1 + 4 * SIDE));
  const colour = Buffer.from(COLOUR.slice(1), 'hex');
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [cross, square] = [isInCross, isInSquare].map((isInside) => coverage(isInside, x, y));
      const mixed = [...colour].map((channel) => Math.round(channel + (255 - channel) * (cross ?? 0)));
      rows.set([...mixed, Math.round(255 * (square ?? 0))], y * (1 + 4 * SIDE) + 1 + 4 * x);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 6], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** How much of a pixel is inside of a shape, 0 to 1. Shapes are around the origin, in a square from -0.5 to 0.5. */
function coverage(isInside: (x: number, y: number) => boolean, x: number, y: number): number {
  const at = (pixel: number, sample: number) => (pixel + (sample + 0.5) / SAMPLES) / SIDE - 0.5;
  let inside = 0;
  for (let sample = 0; sample < SAMPLES ** 2; sample++) {
    if (isInside(at(x, sample % SAMPLES), at(y, Math.floor(sample / SAMPLES)))) inside++;
  }
  return inside / SAMPLES ** 2;
}

function isInCross(x: number, y: number): boolean {
  const [short, long] = [Math.min(Math.abs(x), Math.abs(y)), Math.max(Math.abs(x), Math.abs(y))];
  return short <= BAR.width && long <= BAR.length;
}

function isInSquare(x: number, y: number): boolean {
  const inset = 0.5 - CORNER;
  return Math.hypot(Math.max(0, Math.abs(x) - inset), Math.max(0, Math.abs(y) - inset)) <= CORNER;
}

/** PNG, section 5.3. */
function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
