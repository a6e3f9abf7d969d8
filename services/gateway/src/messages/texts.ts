// One reader's language: texts by key, dates, sizes and names of languages by
// Intl. A message is compiled once, when it is first used.
import { type Direction, directionOf, type Language } from '@postern/languages';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue } from './catalogue.ts';
import { en, type MessageKey } from './en.ts';
import { isolate } from './isolate.ts';

export type TextValues = Readonly<Record<string, string | number>>;

export interface Texts {
  /** For `lang`, Content-Language and Intl. */
  readonly locale: Language;
  readonly direction: Direction;
  /** Plain text; it is escaped where it becomes HTML. Values that are text are isolated where scripts of two directions meet. */
  text(key: MessageKey, values?: TextValues): string;
  /** A point in time (Unix seconds) in words, in UTC: the reader's own time zone is known to the browser alone. */
  dateTime(unixSeconds: number): string;
  /** A size in bytes, in the unit that people know. */
  size(bytes: number): string;
}

export function createTexts(locale: Language, catalogue: Catalogue): Texts {
  const direction = directionOf(locale);
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const formatOf = (key: MessageKey): IntlMessageFormat => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true });
    compiled.set(key, made);
    return made;
  };
  return {
    locale,
    direction,
    text: (key, values = {}) => String(formatOf(key).format(isolated(values, direction))),
    dateTime: (unixSeconds) => `${dates.format(unixSeconds * 1000)} UTC`,
    size: (bytes) => formatSize(locale, bytes),
  };
}

function isolated(values: TextValues, direction: Direction): Record<string, string | number> {
  const each = (value: string | number) => (typeof value === 'string' ? isolate(value, direction) : value);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, each(value)]));
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function formatSize(locale: string, bytes: number): string {
  const power = Math.min(bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const unit = UNITS[power] ?? 'byte';
  const options = { style: 'unit', unit, unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power > 1 ? 1 : 0 };
  return new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions).format(bytes / 1000 ** power);
}

export const ENGLISH: Texts = createTexts('en', en);
