// The languages that Postern speaks to readers: a closed list, by BCP 47 tag,
// with the script where a language has two. Each calls itself by its own name,
// for those who cannot read the page that they are on.

export type Direction = 'ltr' | 'rtl';

interface Entry {
  readonly ownName: string;
  readonly direction: Direction;
}

const ENTRIES = {
  ar: { ownName: 'العربية', direction: 'rtl' },
  de: { ownName: 'Deutsch', direction: 'ltr' },
  en: { ownName: 'English', direction: 'ltr' },
  es: { ownName: 'Español', direction: 'ltr' },
  fr: { ownName: 'Français', direction: 'ltr' },
  he: { ownName: 'עברית', direction: 'rtl' },
  hi: { ownName: 'हिन्दी', direction: 'ltr' },
  id: { ownName: 'Bahasa Indonesia', direction: 'ltr' },
  it: { ownName: 'Italiano', direction: 'ltr' },
  ja: { ownName: '日本語', direction: 'ltr' },
  ko: { ownName: '한국어', direction: 'ltr' },
  nl: { ownName: 'Nederlands', direction: 'ltr' },
  pl: { ownName: 'Polski', direction: 'ltr' },
  pt: { ownName: 'Português', direction: 'ltr' },
  th: { ownName: 'ไทย', direction: 'ltr' },
  tr: { ownName: 'Türkçe', direction: 'ltr' },
  uk: { ownName: 'Українська', direction: 'ltr' },
  vi: { ownName: 'Tiếng Việt', direction: 'ltr' },
  'zh-Hans': { ownName: '简体中文', direction: 'ltr' },
  'zh-Hant': { ownName: '繁體中文', direction: 'ltr' },
} as const satisfies Readonly<Record<string, Entry>>;

/** A BCP 47 tag in its canonical case (RFC 5646 section 2.1.1). */
export type Language = keyof typeof ENTRIES;

/** For those whose languages are not on the list. */
export const DEFAULT_LANGUAGE: Language = 'en';

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(ENTRIES, tag);
}

/** In the order of their own names: the Latin alphabet first, then by code point. */
export const LANGUAGES: readonly Language[] = Object.keys(ENTRIES)
  .filter(isLanguage)
  .sort((a, b) => (ENTRIES[a].ownName < ENTRIES[b].ownName ? -1 : 1));

/** A tag exactly as it stands on the list, or undefined. */
export function readLanguage(tag: string): Language | undefined {
  return isLanguage(tag) ? tag : undefined;
}

export function ownNameOf(language: Language): string {
  return ENTRIES[language].ownName;
}

export function directionOf(language: Language): Direction {
  return ENTRIES[language].direction;
}
