import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode } from '@postern/errors';
import { en, type MessageKey } from './en.ts';
import { errorWords } from './error-texts.ts';
import { ENGLISH } from './texts.ts';

const SOURCES = ['../pages/', '../http/', './'].flatMap((directory) => {
  const url = new URL(directory, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'en.ts')
    .map((name) => readFileSync(new URL(name, url), 'utf8'));
});

const KEYS = Object.keys(en) as MessageKey[];
const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

describe('the catalogue', () => {
  it.each(KEYS)('%s can be formatted', (key) => {
    const values = Object.fromEntries([...en[key].matchAll(/\{(\w+)/g)].map(([, name]) => [name, 7]));
    expect(ENGLISH.text(key, values)).not.toMatch(/[{}]/);
  });

  it('has no text that nobody shows', () => {
    const shown = new Set<string>(CODES.flatMap((code) => Object.values(errorWords(code))));
    const unused = KEYS.filter((key) => !shown.has(key) && !SOURCES.some((source) => source.includes(`'${key}'`)));
    expect(unused).toEqual([]);
  });

  it.each(CODES)('has words for %s', (code) => {
    for (const key of Object.values(errorWords(code))) expect(ENGLISH.text(key)).not.toBe('');
  });
});

describe('numbers in words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [482_133, '482 kB'],
    [12_400_000, '12.4 MB'],
    [3e12, '3,000 GB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(ENGLISH.size(bytes)).toBe(words);
  });

  it('count one and many', () => {
    expect(ENGLISH.text('message.attachments', { count: 1 })).toBe('1 attachment');
    expect(ENGLISH.text('sent.minutes', { minutes: 10 })).toBe('The code works for 10 minutes.');
  });
});
