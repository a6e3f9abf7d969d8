/** The longest that BCP 47 (RFC 5646 section 4.4.1) asks a reader to keep. */
const MAX_LOCALE_CHARACTERS = 35;

/** A locale off the wire, or empty where it is longer than locales are. */
export function boundedLocale(locale: string): string {
  return locale.length > MAX_LOCALE_CHARACTERS ? '' : locale;
}
