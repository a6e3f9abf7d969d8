// PDFs that want more than their share: of memory, of time, of the stack, or
// of the one who reads them.
import { deflateSync } from 'node:zlib';
import { deflated, FIRST_OBJECT, stream, words, writePdf } from './write-pdf.ts';

const MIB = 1024 * 1024;
const PICTURE = `q 500 0 0 500 50 50 cm /I Do Q`;
const WITH_PICTURE = `/Resources<</XObject<</I ${FIRST_OBJECT} 0 R>>>>`;
const A_LOT = 1_000_000;

/** A page that shows one picture. */
const showing = (picture: Buffer): Buffer => writePdf({ pages: [{ content: PICTURE, more: WITH_PICTURE }], objects: [picture] });

const image = (width: number, height: number, more: string): string =>
  `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceGray ${more}`;

/** By what they do. Each is made when it is asked for: some are large. */
export const HOSTILE_PDFS: Readonly<Record<string, () => Buffer>> = {
  'a content that unpacks to 300 MiB': () =>
    writePdf({
      pages: [{ more: `/Contents ${FIRST_OBJECT} 0 R` }],
      objects: [deflated(Buffer.alloc(300 * MIB, ' '))],
    }),
  'a content that is packed four times': () =>
    writePdf({
      pages: [{ more: `/Contents ${FIRST_OBJECT} 0 R` }],
      objects: [
        stream(
          [1, 2, 3, 4].reduce((packed) => deflateSync(packed), Buffer.alloc(280 * MIB, ' ')),
          '/Filter[/FlateDecode/FlateDecode/FlateDecode/FlateDecode]',
        ),
      ],
    }),
  'a picture of 60,000 by 60,000 pixels': () => showing(deflated(Buffer.alloc(30 * MIB), image(60_000, 60_000, ''))),
  'a JBIG2 picture of 65,535 by 65,535 pixels': () =>
    showing(stream(jbig2(65_535), image(65_535, 65_535, '/Filter/JBIG2Decode').replace('Component 8', 'Component 1'))),
  'a JPEG 2000 picture of 60,000 by 60,000 pixels': () =>
    showing(stream(jpeg2000(60_000), image(60_000, 60_000, '/Filter/JPXDecode'))),
  'arrays in arrays, a million deep': () =>
    writePdf({ pages: [{ content: `${'['.repeat(A_LOT)} ${words('a')}` }], catalog: `/Deep ${'['.repeat(A_LOT)}` }),
  'a form that draws itself': () =>
    writePdf({
      pages: [{ content: '/I Do', more: WITH_PICTURE }],
      objects: [stream('/I Do /I Do', `/Type/XObject/Subtype/Form/BBox[0 0 600 800]${WITH_PICTURE}`)],
    }),
  'forms that draw ten forms each, ten deep': () =>
    writePdf({
      pages: [{ content: '/I Do', more: WITH_PICTURE }],
      objects: Array.from({ length: 10 }, (_each, depth) =>
        stream(
          depth === 9 ? words('a') : '/I Do '.repeat(10),
          `/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>/XObject<</I ${FIRST_OBJECT + depth + 1} 0 R>>>>`,
        ),
      ),
    }),
  'a page tree that is its own child': () =>
    Buffer.from(
      writePdf({ pages: [{}] })
        .toString('latin1')
        .replace('/Kids[4 0 R]', '/Kids[2 0 R]'),
      'latin1',
    ),
  'a hundred thousand lines of a hundred million dashes each': () =>
    writePdf({ pages: [{ content: `[0.0001 0.0001] 0 d 1 w ${'0 0 m 5000 8000 l S '.repeat(100_000)}` }] }),
  'a pattern of a million little tiles': () =>
    writePdf({
      pages: [
        {
          content: '/Pattern cs /P scn 0 0 595 842 re f '.repeat(100),
          more: `/Resources<</Pattern<</P ${FIRST_OBJECT} 0 R>>>>`,
        },
      ],
      objects: [
        stream(
          '0 0 0.1 0.1 re f',
          '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 0.4 0.4]/XStep 0.4/YStep 0.4/Resources<<>>',
        ),
      ],
    }),
};

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** Page information and one generic region of that size (ITU-T T.88, sections 7.4.8 and 7.4.6). */
function jbig2(side: number): Buffer {
  const segment = (number: number, type: number, data: Buffer): Buffer =>
    Buffer.concat([u32(number), Buffer.from([type, 0, 1]), u32(data.length), data]);
  const page = Buffer.concat([u32(side), u32(side), Buffer.alloc(8), Buffer.from([0]), u16(0)]);
  const region = Buffer.concat([
    u32(side),
    u32(side),
    Buffer.alloc(8),
    Buffer.from([0, 0]),
    Buffer.from('03ff fdff 02fe fefe'.replaceAll(' ', ''), 'hex'),
    Buffer.alloc(64),
  ]);
  return Buffer.concat([segment(0, 48, page), segment(1, 38, region)]);
}

/** A codestream of one tile and no data (ITU-T T.800, annex A). */
function jpeg2000(side: number): Buffer {
  const marker = (code: number, data: Buffer): Buffer => Buffer.concat([u16(code), u16(data.length + 2), data]);
  const size = Buffer.concat([
    u16(0),
    u32(side),
    u32(side),
    u32(0),
    u32(0),
    u32(side),
    u32(side),
    u32(0),
    u32(0),
    u16(1),
    Buffer.from([7, 1, 1]),
  ]);
  const coding = Buffer.from([0, 0, 0, 1, 0, 5, 4, 4, 0, 1]);
  const quantisation = Buffer.from([0x40, ...Array.from({ length: 16 }, () => 0x40)]);
  const tile = Buffer.concat([u16(0), u32(0), Buffer.from([0, 1])]);
  return Buffer.concat([
    u16(0xff4f),
    marker(0xff51, size),
    marker(0xff52, coding),
    marker(0xff5c, quantisation),
    marker(0xff90, tile),
    u16(0xff93),
    Buffer.alloc(64),
    u16(0xffd9),
  ]);
}
