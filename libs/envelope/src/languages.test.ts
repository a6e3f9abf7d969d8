import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, languageEntry, languageName, readLanguage } from './languages.ts';

/** The variables that a sentence says, in the order of their names. */
const variables = (text: string) => (text.match(/\{\w*\}/g) ?? []).sort();

describe('the languages of a sealed mail', () => {
  it('are all that have texts, and twenty', () => {
    const files = readdirSync(new URL('texts/', import.meta.url)).filter((name) => name !== 'texts.ts');
    expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language.toLowerCase()}.ts`).sort());
    expect(LANGUAGES).toHaveLength(20);
    expect(LANGUAGES.toSorted()).toEqual(LANGUAGES);
  });

  it('are known by their BCP 47 tags in any case, and no others are', () => {
    expect(LANGUAGES.map((language) => Intl.getCanonicalLocales(language)[0])).toEqual([...LANGUAGES]);
    expect(['DE', 'zh-hant', 'en'].map(readLanguage)).toEqual(['de', 'zh-Hant', 'en']);
    expect(['', 'zh', 'xx', 'en-GB', 'constructor', '__proto__'].map(readLanguage)).toEqual(Array(6).fill(undefined));
  });

  it('have the names that Unicode gives them', () => {
    const names = new Intl.DisplayNames('en', { type: 'language' });
    for (const language of LANGUAGES) expect(languageName(language)).toBe(names.of(language));
  });

  const english = languageEntry('en').texts;
  it.each(LANGUAGES)('%s says every sentence, with the same variables, in its own words and without markup', (language) => {
    const { texts } = languageEntry(language);
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(texts)) {
      const [, inEnglish = ''] = Object.entries(english).find(([name]) => name === key) ?? [];
      expect(variables(text)).toEqual(variables(inEnglish));
      expect(text).toMatch(/^[^<>&\\\p{C}\p{Zl}\p{Zp}]+$/u);
      expect(text).toBe(text.normalize('NFC').trim());
      if (language !== 'en') expect(text).not.toBe(inEnglish);
    }
  });
});
