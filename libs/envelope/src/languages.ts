// The languages that a sealed mail can speak: a closed list, because each one
// is a template of its own whose hash is published.
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
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Texts;
}

const CATALOGUE = {
  ar: { name: 'Arabic', direction: 'rtl', texts: ar },
  de: { name: 'German', direction: 'ltr', texts: de },
  en: { name: 'English', direction: 'ltr', texts: en },
  es: { name: 'Spanish', direction: 'ltr', texts: es },
  fr: { name: 'French', direction: 'ltr', texts: fr },
  he: { name: 'Hebrew', direction: 'rtl', texts: he },
  hi: { name: 'Hindi', direction: 'ltr', texts: hi },
  id: { name: 'Indonesian', direction: 'ltr', texts: id },
  it: { name: 'Italian', direction: 'ltr', texts: it },
  ja: { name: 'Japanese', direction: 'ltr', texts: ja },
  ko: { name: 'Korean', direction: 'ltr', texts: ko },
  nl: { name: 'Dutch', direction: 'ltr', texts: nl },
  pl: { name: 'Polish', direction: 'ltr', texts: pl },
  pt: { name: 'Portuguese', direction: 'ltr', texts: pt },
  th: { name: 'Thai', direction: 'ltr', texts: th },
  tr: { name: 'Turkish', direction: 'ltr', texts: tr },
  uk: { name: 'Ukrainian', direction: 'ltr', texts: uk },
  vi: { name: 'Vietnamese', direction: 'ltr', texts: vi },
  'zh-Hans': { name: 'Simplified Chinese', direction: 'ltr', texts: zhHans },
  'zh-Hant': { name: 'Traditional Chinese', direction: 'ltr', texts: zhHant },
} as const satisfies Record<string, LanguageEntry>;

/** A BCP 47 tag, in its canonical case. */
export type Language = keyof typeof CATALOGUE;

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(CATALOGUE, tag);
}

export const LANGUAGES: readonly Language[] = Object.keys(CATALOGUE).filter(isLanguage);

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
