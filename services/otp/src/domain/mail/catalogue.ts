// The languages of passcode mails. Another language is one more file like
// languages/en.ts and one more line here; the type says when a text is missing.
import { IntlMessageFormat } from 'intl-messageformat';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { he } from './languages/he.ts';
import { hi } from './languages/hi.ts';
import { id } from './languages/id.ts';
import { it } from './languages/it.ts';
import { ja } from './languages/ja.ts';
import { ko } from './languages/ko.ts';
import { nl } from './languages/nl.ts';
import { pl } from './languages/pl.ts';
import { pt } from './languages/pt.ts';
import { th } from './languages/th.ts';
import { tr } from './languages/tr.ts';
import { uk } from './languages/uk.ts';
import { vi } from './languages/vi.ts';
import { zhHans } from './languages/zh-hans.ts';
import { zhHant } from './languages/zh-hant.ts';
import type { MessageValues, PasscodeMailMessages } from './messages.ts';

/** By BCP 47 tag: a language, and its script where it has two. */
const CATALOGUES: ReadonlyMap<string, PasscodeMailMessages> = new Map(
  Object.entries({
    ar,
    de,
    en,
    es,
    fr,
    he,
    hi,
    id,
    it,
    ja,
    ko,
    nl,
    pl,
    pt,
    th,
    tr,
    uk,
    vi,
    'zh-Hans': zhHans,
    'zh-Hant': zhHant,
  }),
);
const FALLBACK = 'en';
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'he']);

export const MAIL_LANGUAGES: readonly string[] = [...CATALOGUES.keys()];

export interface PasscodeMailTexts {
  /** BCP 47, for `lang` and Content-Language. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  text(name: keyof PasscodeMailMessages, values: MessageValues): string;
}

/** The texts for a reader's locale (BCP 47); in English when there are none in their language. */
export function textsFor(locale: string): PasscodeMailTexts {
  const language = languageFor(locale);
  const messages = CATALOGUES.get(language) ?? en;
  return {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr',
    text: (name, values) =>
      String(new IntlMessageFormat(messages[name], language, undefined, { ignoreTag: true }).format(values)),
  };
}

/**
 * The language with the script that Unicode thinks likely (`zh-HK` is
 * `zh-Hant-HK`, https://unicode.org/reports/tr35/#Likely_Subtags), or without.
 */
function languageFor(locale: string): string {
  const wanted = maximized(locale);
  const candidates = wanted === undefined ? [] : [`${wanted.language}-${wanted.script}`, wanted.language];
  return candidates.find((candidate) => CATALOGUES.has(candidate)) ?? FALLBACK;
}

function maximized(locale: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(locale).maximize();
  } catch {
    return undefined;
  }
}
