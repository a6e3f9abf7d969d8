import { describe, expect, it } from '@jest/globals';
import { ChunkPacker } from './chunk-packer.ts';

const pack = (pieces: readonly string[]) => {
  const packer = new ChunkPacker(4);
  for (const piece of pieces) packer.push(Buffer.from(piece));
  return packer.finish().map(String);
};

describe('bytes that are packed', () => {
  it.each([
    [[], []],
    [['', ''], []],
    [['abcd'], ['abcd']],
    [
      ['a', 'b', '', 'cdefghi', 'j'],
      ['abcd', 'efgh', 'ij'],
    ],
  ])('%j are %j', (pieces, chunks) => {
    expect(pack(pieces)).toEqual(chunks);
  });
});
