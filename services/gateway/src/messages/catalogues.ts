// The portal's texts in every language. A catalogue is loaded when the first
// reader wants it, and its messages are compiled when they are first shown: a
// portal that is read in three languages holds three.
import type { Language } from '@postern/languages';
import { en, type MessageKey } from './en.ts';
import { createTexts, ENGLISH, type Texts } from './texts.ts';

/** A language that lacks a text, or has one too many, does not compile. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

const LOADERS: Readonly<Partial<Record<Language, () => Promise<Catalogue>>>> = {
  en: async () => en,
};

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return (LOADERS[language] ?? (async () => en))();
}

/** The texts of a language, made once. */
export interface LanguageTexts {
  of(language: Language): Promise<Texts>;
}

export function createLanguageTexts(): LanguageTexts {
  const known = new Map<Language, Promise<Texts>>([['en', Promise.resolve(ENGLISH)]]);
  const load = async (language: Language) => createTexts(language, await loadCatalogue(language));
  return {
    of: (language) => {
      const texts = known.get(language) ?? load(language);
      known.set(language, texts);
      return texts;
    },
  };
}
