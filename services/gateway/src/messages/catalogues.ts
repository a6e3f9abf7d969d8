// The portal's texts in every language. A catalogue is loaded when the first
// reader wants it, and its messages are compiled when they are first shown: a
// portal that is read in three languages holds three.
import type { Language } from '@postern/languages';
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { createTexts, ENGLISH, type Texts } from './texts.ts';

const LOADERS: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  ar: async () => (await import('./languages/ar.ts')).ar,
  de: async () => (await import('./languages/de.ts')).de,
  es: async () => (await import('./languages/es.ts')).es,
  fr: async () => (await import('./languages/fr.ts')).fr,
  he: async () => (await import('./languages/he.ts')).he,
  hi: async () => (await import('./languages/hi.ts')).hi,
  id: async () => (await import('./languages/id.ts')).id,
  it: async () => (await import('./languages/it.ts')).it,
  ja: async () => (await import('./languages/ja.ts')).ja,
  ko: async () => (await import('./languages/ko.ts')).ko,
  nl: async () => (await import('./languages/nl.ts')).nl,
  pl: async () => (await import('./languages/pl.ts')).pl,
  pt: async () => (await import('./languages/pt.ts')).pt,
  th: async () => (await import('./languages/th.ts')).th,
  tr: async () => (await import('./languages/tr.ts')).tr,
  uk: async () => (await import('./languages/uk.ts')).uk,
  vi: async () => (await import('./languages/vi.ts')).vi,
  'zh-Hans': async () => (await import('./languages/zh-hans.ts')).zhHans,
  'zh-Hant': async () => (await import('./languages/zh-hant.ts')).zhHant,
};

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return LOADERS[language]();
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
