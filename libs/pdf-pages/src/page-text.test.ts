import { describe, expect, it } from '@jest/globals';
import { plainText } from './page-text.ts';

describe('the text of a page', () => {
  it('has line feeds, and words that were parted are whole', () => {
    expect(plainText('a\r\nb\rc exam\ufffeple\r\n')).toBe('a\nb\nc example');
  });

  it('has no control characters and no halves of characters', () => {
    expect(plainText('a\x00b\x1bc\ud800d\tπ')).toBe('a\ufffdb\ufffdc\ufffdd\tπ');
  });
});
