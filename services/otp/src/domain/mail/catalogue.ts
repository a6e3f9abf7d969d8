// The languages of passcode mails. Another language is one more file like
// languages/en.ts; the type says when one is missing, or a text of it.
import { DEFAULT_LANGUAGE, type Direction, directionOf, type Language, matchLanguage } from '@postern/languages';
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

const CATALOGUES: Readonly<Record<Language, PasscodeMailMessages>> = {
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
};

export interface PasscodeMailTexts {
  /** BCP 47, for `lang` and Content-Language. */
  readonly language: Language;
  readonly direction: Direction;
  text(name: keyof PasscodeMailMessages, values: MessageValues): string;
}

/** The texts for a reader's locale (BCP 47); in English when there are none in their language. */
export function textsFor(locale: string): PasscodeMailTexts {
  const language = matchLanguage(locale) ?? DEFAULT_LANGUAGE;
  const messages = CATALOGUES[language];
  return {
    language,
    direction: directionOf(language),
    text: (name, values) =>
      String(new IntlMessageFormat(messages[name], language, undefined, { ignoreTag: true }).format(values)),
  };
}
