import { describe, expect, it } from '@jest/globals';
import { archiveNames } from './archive-names.ts';

describe('names in an archive', () => {
  it.each([
    [
      ['a.pdf', 'b.pdf'],
      ['a.pdf', 'b.pdf'],
    ],
    [
      ['a.pdf', 'a.pdf', 'a.pdf'],
      ['a.pdf', 'a (2).pdf', 'a (3).pdf'],
    ],
    [
      ['a.pdf', 'A.PDF'],
      ['a.pdf', 'A (2).PDF'],
    ],
    // A number that another file has already.
    [
      ['a.pdf', 'a (2).pdf', 'a.pdf'],
      ['a.pdf', 'a (2).pdf', 'a (3).pdf'],
    ],
    [
      ['a (2).pdf', 'a.pdf', 'a.pdf'],
      ['a (2).pdf', 'a.pdf', 'a (3).pdf'],
    ],
    [
      ['Makefile', 'makefile'],
      ['Makefile', 'makefile (2)'],
    ],
    [
      ['.profile', '.profile'],
      ['.profile', '.profile (2)'],
    ],
    // One letter in two spellings; one that is long and two that are short.
    [
      ['\u00e9.txt', 'e\u0301.txt'],
      ['\u00e9.txt', 'e\u0301 (2).txt'],
    ],
    [
      ['Straße', 'STRASSE'],
      ['Straße', 'STRASSE (2)'],
    ],
  ])('of %j are %j', (names, unique) => {
    expect(archiveNames(names)).toEqual(unique);
  });

  it('takes a number once for every file of a name, however many there are', () => {
    const names = archiveNames(Array.from({ length: 20_000 }, () => 'image.png'));
    expect(new Set(names).size).toBe(20_000);
    expect(names.at(-1)).toBe('image (20000).png');
  });
});
