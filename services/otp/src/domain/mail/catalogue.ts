// The languages of passcode mails. Another language is one more file like
// en.ts and one more line here; the type says when a text is missing.
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';
import type { MessageValues, PasscodeMailMessages } from './messages.ts';

const CATALOGUES: ReadonlyMap<string, PasscodeMailMessages> = new Map([['en', en]]);
const FALLBACK = 'en';

export interface PasscodeMailTexts {
  /** BCP 47, for `lang` and Content-Language. */
  readonly language: string;
  text(name: keyof PasscodeMailMessages, values: MessageValues): string;
}

/** The texts for a reader's locale (BCP 47), by language; in English when there are none. */
export function textsFor(locale: string): PasscodeMailTexts {
  const [wanted = ''] = locale.toLowerCase().split('-', 1);
  const language = CATALOGUES.has(wanted) ? wanted : FALLBACK;
  const messages = CATALOGUES.get(language) ?? en;
  return {
    language,
    text: (name, values) =>
      String(new IntlMessageFormat(messages[name], language, undefined, { ignoreTag: true }).format(values)),
  };
}
