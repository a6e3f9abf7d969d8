import type { Direction } from '@postern/languages';

/** Letters of scripts that run from right to left, roughly: the blocks that hold them (Unicode, DerivedBidiClass.txt). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A name or an address as it stands in a sentence: where one of the two may run
 * from right to left it is isolated, so that neither turns the other round
 * (UAX 9 section 2.7). The same as `<bdi>`, for text that is no markup.
 */
export function isolate(value: string, sentence: Direction): string {
  if (value === '' || (sentence === 'ltr' && !RIGHT_TO_LEFT.test(value))) return value;
  return FIRST_STRONG_ISOLATE + value + POP_ISOLATE;
}
