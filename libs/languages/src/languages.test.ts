import { describe, expect, it } from '@jest/globals';
import { chooseLanguage, directionOf, LANGUAGES, MAX_ACCEPT_LANGUAGE, matchLanguage, ownNameOf, readLanguage } from './index.ts';

describe('the languages', () => {
  it('are twenty canonical tags, and nothing else is one', () => {
    expect(LANGUAGES).toHaveLength(20);
    expect(LANGUAGES.map((language) => Intl.getCanonicalLocales(language)[0])).toEqual([...LANGUAGES]);
    expect(['zh', 'DE', 'en-GB', '', '__proto__', 'constructor'].map(readLanguage)).toEqual(Array(6).fill(undefined));
  });

  it.each(LANGUAGES)('%s calls itself as Unicode says, and runs in its direction', (language) => {
    const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? '';
    const [first = ''] = name;
    // Names begin a line here, so that they have a capital where there is one.
    expect(ownNameOf(language)).toContain(first.toLocaleUpperCase(language) + name.slice(first.length));
    expect(directionOf(language)).toBe(['ar', 'he'].includes(language) ? 'rtl' : 'ltr');
  });
});

describe('a reader’s locale', () => {
  it.each([
    ['zh-HK', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-CN', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-hans-tw', 'zh-Hans'],
    ['de-AT', 'de'],
    ['PT-br', 'pt'],
    ['fr-CA-u-hc-h23', 'fr'],
    // Java's and old Android's names for Hebrew and Indonesian.
    ['iw-IL', 'he'],
    ['in', 'id'],
    ['sv', undefined],
    ['de_AT', undefined],
    ['*', undefined],
    ['', undefined],
    [`de-${'x-abcdefgh-'.repeat(5)}z`, undefined],
  ])('%j is answered in %s', (locale, language) => {
    expect(matchLanguage(locale)).toBe(language);
  });
});

describe('Accept-Language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['fr', 'fr'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['en;q=0.5, ja;q=0.9', 'ja'],
    ['sv, fi;q=0.9, uk;q=0.1', 'uk'],
    ['sv, fi', 'en'],
    ['de;q=0, it;q=0.001', 'it'],
    ['de;q=2, it;q=0.3', 'it'],
    ['de;q=0.1234, it;q=0.3', 'it'],
    ['ko ; q=0.4 , th ; Q=0.5', 'th'],
    ['es, pt', 'es'],
    [',,;;,;q=,q=1,nl', 'nl'],
    ['zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7', 'zh-Hant'],
    ['zh-CN,zh;q=0.9', 'zh-Hans'],
    ['__proto__, constructor, ../../etc/passwd, \u0000, tr', 'tr'],
  ])('%j is answered in %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it('is read as far as its limit, and half a tag at the limit is none', () => {
    const filler = `${'sv,'.repeat((MAX_ACCEPT_LANGUAGE - 2) / 3)}`;
    expect(chooseLanguage(`${filler}de`)).toBe('de');
    expect(chooseLanguage(`${filler}de,it`)).toBe('en');
    expect(chooseLanguage(`${filler}den`)).toBe('en');
  });

  it.each([',', ';', ' ', '-', 'a-', 'a;q=0.', '\u2028'])('of a megabyte of %j is answered at once', (piece) => {
    const started = performance.now();
    expect(chooseLanguage(piece.repeat(1_000_000 / piece.length))).toBe('en');
    expect(performance.now() - started).toBeLessThan(500);
  });
});
