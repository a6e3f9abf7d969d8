import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chunk, header, png, tinyPng } from '../../test/tiny-png.ts';
import { plainPng } from './plain-png.ts';

const DATA = chunk('IDAT', Buffer.from('pixels'));
const END = chunk('IEND');
const damaged = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(copy.length - 20) ^ 1, copy.length - 20);
  return copy;
};

describe('a logo', () => {
  it.each<[string, Buffer]>([
    ['a small PNG', tinyPng()],
    [
      'a palette with transparency',
      png(header(1, 1, 3), chunk('PLTE', Buffer.alloc(6)), chunk('tRNS', Buffer.alloc(1)), DATA, END),
    ],
    ['the largest sides, in two pieces', png(header(1024, 1024, 6, 16), DATA, DATA, END)],
  ])('stays as it is: %s', (_what, bytes) => {
    expect(plainPng(bytes)).toEqual(bytes);
  });

  it.each<[string, Buffer]>([
    ['text', png(header(1, 1), chunk('tEXt', Buffer.from('Author\0Ada')), DATA, END)],
    ['a profile and EXIF', png(header(1, 1), chunk('iCCP'), chunk('eXIf'), DATA, END)],
    ['an animation', png(header(1, 1), chunk('acTL'), chunk('fcTL'), DATA, chunk('fdAT', randomBytes(99)), END)],
    ['a second file behind the end', Buffer.concat([png(header(1, 1), DATA, END), Buffer.from('<script>alert(1)</script>')])],
    ['markup in a chunk of its own', png(header(1, 1), chunk('abCd', Buffer.from('<svg onload=alert(1)>')), DATA, END)],
  ])('loses %s', (_what, bytes) => {
    expect(plainPng(bytes)).toEqual(png(header(1, 1), DATA, END));
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['a signature alone', png()],
    ['a header alone', png(header(1, 1))],
    ['no end', png(header(1, 1), DATA)],
    ['no pixels', png(header(1, 1), END)],
    ['more than 64 KiB', png(header(1, 1), chunk('IDAT', Buffer.alloc(65_536)), END)],
    ['no width', png(header(0, 1), DATA, END)],
    ['too wide', png(header(1025, 1), DATA, END)],
    ['too high', png(header(1, 0xffff_ffff), DATA, END)],
    ['a colour type that does not exist', png(header(1, 1, 5), DATA, END)],
    ['a depth that its colours do not have', png(header(1, 1, 2, 4), DATA, END)],
    ['a header that is short', png(chunk('IHDR', Buffer.alloc(12)), DATA, END)],
    ['two headers', png(header(1, 1), header(1, 1), DATA, END)],
    ['indexed without a palette', png(header(1, 1, 3), DATA, END)],
    ['a palette of half a colour', png(header(1, 1, 3), chunk('PLTE', Buffer.alloc(4)), DATA, END)],
    ['a palette of 257 colours', png(header(1, 1, 3), chunk('PLTE', Buffer.alloc(771)), DATA, END)],
    ['a critical chunk that nobody knows', png(header(1, 1), chunk('ABCD'), DATA, END)],
    ['a chunk whose name is no name', png(header(1, 1), chunk('a<b>'), DATA, END)],
    ['a wrong checksum', damaged(png(header(1, 1), DATA, END))],
    ['a length beyond the end', Buffer.concat([png(header(1, 1)), Buffer.from('ffffffff49444154', 'hex'), Buffer.alloc(40)])],
  ])('is refused: %s', (_what, bytes) => {
    expect(plainPng(bytes)).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    const whole = tinyPng();
    for (let cut = 0; cut < whole.length; cut++) expect(plainPng(whole.subarray(0, cut))).toBeUndefined();
    for (let round = 0; round < 500; round++)
      expect(plainPng(Buffer.concat([whole.subarray(0, 8), randomBytes(60)]))).toBeUndefined();
  });
});
