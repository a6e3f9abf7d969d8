// The two texts of the ordinary mail: in the sender's language, then in English.
// Names in a text that is read from right to left, or that are read so
// themselves, stand between Unicode isolates (UAX #9), the plain text's <bdi>.
import { directionOf, type Language } from '@postern/languages';
import { languageEntry } from './languages.ts';
import type { Texts } from './texts/texts.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
/** Letters of scripts that are written from right to left, and numbers that go with them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

interface TextVariables {
  readonly language: Language;
  readonly senderName: string;
  readonly portal: URL;
}

/** Tells nothing of the sealed mail's. */
export function outerSubject({ language, ...variables }: TextVariables): string {
  const { texts } = languageEntry(language);
  const subject = filler(language, variables)(texts.subject);
  return language === 'en' ? subject : `${subject} / ${languageEntry('en').texts.title}`;
}

export function outerText({ language, ...variables }: TextVariables): string {
  const languages: readonly Language[] = language === 'en' ? ['en'] : [language, 'en'];
  return languages.map((each) => paragraphs(languageEntry(each).texts, filler(each, variables))).join('\n\n* * *\n\n');
}

function paragraphs(texts: Texts, fill: (text: string) => string): string {
  return [texts.heading, texts.mailOpen, texts.mailTrouble, `${texts.never}\n${texts.surprise}`].map(fill).join('\n\n');
}

function filler(language: Language, { senderName, portal }: Omit<TextVariables, 'language'>): (text: string) => string {
  const variables: Readonly<Record<string, string>> = {
    '{sender}': senderName,
    '{host}': portal.host,
    '{portal}': portal.origin,
  };
  const direction = directionOf(language);
  const isolate = (value: string) =>
    direction === 'rtl' || RIGHT_TO_LEFT.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}` : value;
  return (text) => text.replace(/\{\w+\}/g, (name) => isolate(variables[name] ?? ''));
}
