import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '@postern/languages';
import { IntlMessageFormat } from 'intl-messageformat';
import { createLanguageTexts, loadCatalogue } from './catalogues.ts';
import { en, type MessageKey } from './en.ts';

const KEYS = Object.keys(en) as MessageKey[];
const TRANSLATIONS = LANGUAGES.filter((language) => language !== 'en');

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names of a message's arguments, wherever in it they stand. */
function argumentsOf(elements: readonly Element[]): readonly string[] {
  const found = elements.flatMap((element) => {
    const names = 'value' in element && element.type !== 0 ? [String(element.value)] : [];
    const branches = 'options' in element ? Object.values(element.options).flatMap(({ value }) => argumentsOf(value)) : [];
    return [...names, ...branches];
  });
  return [...new Set(found)].sort();
}

const parsed = (message: string, locale: string) => new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });

describe.each(TRANSLATIONS)('the catalogue of %s', (language) => {
  it('has every text and no other, each with the arguments of the English one', async () => {
    const catalogue = await loadCatalogue(language);
    expect(Object.keys(catalogue).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) {
      const names = argumentsOf(parsed(catalogue[key], language).getAst());
      expect({ key, names }).toEqual({ key, names: argumentsOf(parsed(en[key], 'en').getAst()) });
    }
  });

  it('has neither markup nor characters that turn the text around, and is no copy of the English one', async () => {
    const catalogue = await loadCatalogue(language);
    const texts = Object.values(catalogue);
    expect(texts.filter((text) => /<\w|&\w+;|[\p{Bidi_Control}\p{Cc}]/u.test(text))).toEqual([]);
    expect(texts.filter((text) => text.trim() === '' || text !== text.trim())).toEqual([]);
    const copied = KEYS.filter((key) => catalogue[key] === en[key] && en[key].length > 20);
    expect(copied).toEqual([]);
  });

  it('counts as its language does', async () => {
    const texts = await createLanguageTexts().of(language);
    for (const count of [0, 1, 2, 3, 5, 11, 21, 100]) {
      const words = texts.text('message.attachments', { count });
      expect(words).not.toMatch(/[{}#]/);
      expect(words.length).toBeGreaterThan(2);
    }
  });
});
