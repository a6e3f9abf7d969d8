import { describe, expect, it } from '@jest/globals';
import { typedCode } from './typed-code.ts';

describe('a typed code', () => {
  it.each([
    '12345678',
    '1234 5678',
    ' 1234-5678\n',
    '1234\u00a05678',
    '1 2 3 4 5 6 7 8',
    '1234\u20135678',
    '１２３４ ５６７８',
    '1234\u200b5678',
  ])('is read from %j', (text) => expect(typedCode(text)).toBe('12345678'));

  it.each(['', '1234567', '123456789', '1234567a', '1234_5678', '12345678 '.repeat(1000), '١٢٣٤٥٦٧٨'])('is not %j', (text) =>
    expect(typedCode(text)).toBeUndefined(),
  );
});
