import { describe, expect, it } from '@jest/globals';
import { isolate } from './isolate.ts';

describe('a name in a sentence', () => {
  it.each([
    ['Example Bank', 'ltr', 'Example Bank'],
    ['Müller & Söhne 株式会社', 'ltr', 'Müller & Söhne 株式会社'],
    ['בנק הדוגמה', 'ltr', '\u2068בנק הדוגמה\u2069'],
    ['مصرف المثال', 'ltr', '\u2068مصرف المثال\u2069'],
    ['Example Bank', 'rtl', '\u2068Example Bank\u2069'],
    ['בנק הדוגמה', 'rtl', '\u2068בנק הדוגמה\u2069'],
    ['', 'rtl', ''],
  ] as const)('%j, which runs %s, is written %j', (value, sentence, written) => {
    expect(isolate(value, sentence)).toBe(written);
  });
});
