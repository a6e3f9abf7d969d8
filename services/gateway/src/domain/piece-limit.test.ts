import { describe, expect, it } from '@jest/globals';
import { PieceLimit } from './piece-limit.ts';

function piecesTaken(bytesEach: number, pieces: number): number {
  const limit = new PieceLimit();
  let taken = 0;
  while (taken < pieces && limit.allows(bytesEach)) taken += 1;
  return taken;
}

describe('the pieces that an upload comes in', () => {
  it.each([128, 536, 1_400, 65_536])('may have %i bytes each, without end', (bytes) => {
    expect(piecesTaken(bytes, 300_000)).toBe(300_000);
  });

  it.each([0, 1, 16, 64])('may not have %i bytes each for long', (bytes) => {
    expect(piecesTaken(bytes, 300_000)).toBeLessThan(8_200);
  });

  it('may be crumbs among larger ones', () => {
    const limit = new PieceLimit();
    for (let index = 0; index < 50_000; index++) expect(limit.allows(index % 2 === 0 ? 4 : 1_000)).toBe(true);
  });
});
