// The languages that a sealed mail can speak: all of Postern's, and each one is
// a template of its own whose hash is published.
import { LANGUAGES as ALL_LANGUAGES, type Language } from '@postern/languages';
import { ar } from './texts/ar.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { he } from './texts/he.ts';
import { hi } from './texts/hi.ts';
import { id } from './texts/id.ts';
import { it } from './texts/it.ts';
import { ja } from './texts/ja.ts';
import { ko } from './texts/ko.ts';
import { nl } from './texts/nl.ts';
import { pl } from './texts/pl.ts';
import { pt } from './texts/pt.ts';
import type { Texts } from './texts/texts.ts';
import { th } from './texts/th.ts';
import { tr } from './texts/tr.ts';
import { uk } from './texts/uk.ts';
import { vi } from './texts/vi.ts';
import { zhHans } from './texts/zh-hans.ts';
import { zhHant } from './texts/zh-hant.ts';

interface LanguageEntry {
  /** In English. */
  readonly name: string;
  readonly texts: Texts;
}

const CATALOGUE: Readonly<Record<Language, LanguageEntry>> = {
  ar: { name: 'Arabic', texts: ar },
  de: { name: 'German', texts: de },
  en: { name: 'English', texts: en },
  es: { name: 'Spanish', texts: es },
  fr: { name: 'French', texts: fr },
  he: { name: 'Hebrew', texts: he },
  hi: { name: 'Hindi', texts: hi },
  id: { name: 'Indonesian', texts: id },
  it: { name: 'Italian', texts: it },
  ja: { name: 'Japanese', texts: ja },
  ko: { name: 'Korean', texts: ko },
  nl: { name: 'Dutch', texts: nl },
  pl: { name: 'Polish', texts: pl },
  pt: { name: 'Portuguese', texts: pt },
  th: { name: 'Thai', texts: th },
  tr: { name: 'Turkish', texts: tr },
  uk: { name: 'Ukrainian', texts: uk },
  vi: { name: 'Vietnamese', texts: vi },
  'zh-Hans': { name: 'Simplified Chinese', texts: zhHans },
  'zh-Hant': { name: 'Traditional Chinese', texts: zhHant },
};

/** In the order of their tags. */
export const LANGUAGES: readonly Language[] = ALL_LANGUAGES.toSorted();

/** The language of a tag, in whatever case (RFC 5646 section 2.1.1); undefined when it is not on the list. */
export function readLanguage(tag: string): Language | undefined {
  const wanted = tag.toLowerCase();
  return LANGUAGES.find((language) => language.toLowerCase() === wanted);
}

export function languageEntry(language: Language): LanguageEntry {
  return CATALOGUE[language];
}

/** In English. */
export function languageName(language: Language): string {
  return languageEntry(language).name;
}
