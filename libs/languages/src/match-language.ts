import { type Language, readLanguage } from './languages.ts';

/** RFC 5646 section 4.4.1 asks a reader of tags to keep at least so many characters. */
const MAX_TAG = 35;

/**
 * The language for a reader's locale (BCP 47), or undefined when there is
 * none. It is looked for with the script that Unicode thinks likely (`zh-HK` is
 * `zh-Hant-HK`, https://unicode.org/reports/tr35/#Likely_Subtags), then without.
 */
export function matchLanguage(locale: string): Language | undefined {
  const wanted = locale.length > MAX_TAG ? undefined : maximized(locale);
  if (wanted === undefined) return undefined;
  return readLanguage(`${wanted.language}-${wanted.script}`) ?? readLanguage(wanted.language);
}

function maximized(locale: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(locale).maximize();
  } catch {
    return undefined;
  }
}
