// Every state that an error can leave a reader in has words of its own, in
// every language. Where two share them, that is decided here and not an accident.
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode, PosternError } from '@postern/errors';
import { LANGUAGES } from '@postern/languages';
import { errorPage } from '../pages/error-page.ts';
import { createLanguageTexts } from './catalogues.ts';
import { errorWords } from './error-texts.ts';
import type { Texts } from './texts.ts';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

/** What only a mistake of ours can cause, or what no reader is ever told; the words say that it is not the reader's fault. */
const OURS: readonly ErrorCode[] = [
  'internal',
  'call.caller_refused',
  'call.deadline_missing',
  'call.invalid',
  'usage.event_invalid',
  'usage.hour_refused',
  'usage.version_unknown',
];

/** The same for a reader, whoever noticed. */
const SHARED: readonly (readonly ErrorCode[])[] = [
  // Whatever depends on a key is one error (DESIGN, section 10), or the answers would tell which step failed.
  ['keyrelease.refused', 'rendering.refused'],
  ['identity.session_invalid', 'keyrelease.grant_refused'],
  ['envelope.too_large', 'gateway.too_large'],
  ['gateway.busy', 'rendering.busy'],
];

const readersCodes = CODES.filter((code) => !OURS.includes(code));

/** Codes by what is said for them. */
function groups(say: (code: ErrorCode) => string): readonly (readonly ErrorCode[])[] {
  return [...Map.groupBy(readersCodes, say).values()].filter((codes) => codes.length > 1).map((codes) => [...codes].sort());
}

function wordsIn({ text }: Texts, code: ErrorCode): readonly string[] {
  const { title, what, advice } = errorWords(code);
  return [title, what, advice].map((key) => text(key));
}

describe.each(LANGUAGES)('in %s', (language) => {
  it('each code has words of its own, but for those that share them on purpose', async () => {
    const texts = await createLanguageTexts().of(language);
    const sorted = (lists: readonly (readonly ErrorCode[])[]) => [...lists].sort((a, b) => (String(a) < String(b) ? -1 : 1));
    expect(sorted(groups((code) => wordsIn(texts, code).join('\n')))).toEqual(sorted(SHARED));
    const generic = wordsIn(texts, 'internal').join('\n');
    expect(readersCodes.filter((code) => wordsIn(texts, code).join('\n') === generic)).toEqual([]);
  });

  it('its page says what happened, what to do, and the code to quote', async () => {
    const texts = await createLanguageTexts().of(language);
    const context = { texts, host: 'portal.example.org', asset: () => '', path: '/', maxFormBytes: 1, keepsSealed: false };
    for (const code of CODES) {
      const { content, title } = errorPage(context, new PosternError(code));
      const page = content.text.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
      const [heading = '', what = '', advice = ''] = wordsIn(texts, code);
      expect([code, title]).toEqual([code, heading]);
      for (const words of [heading, what, advice]) expect([code, words.length > 1 && page.includes(words)]).toEqual([code, true]);
      expect(page).toContain(code);
    }
  });
});

it('what is ours is said in the words that are for that', () => {
  for (const code of OURS) expect([code, errorWords(code).title]).toEqual([code, 'error.internal.title']);
});
