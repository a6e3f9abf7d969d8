// Which language to answer in, by the Accept-Language header (RFC 9110 section
// 12.5.4). The header is the other side's, so that only its start is looked at,
// and it is cut at separators: no pattern runs over it.
import { DEFAULT_LANGUAGE, type Language } from './languages.ts';
import { matchLanguage } from './match-language.ts';

/** In characters; what stands behind is not looked at. */
export const MAX_ACCEPT_LANGUAGE = 500;

interface Range {
  readonly tag: string;
  /** From 0 (never) to 1. */
  readonly quality: number;
}

/** The wanted language that is there, the most wanted first; the default when there is none. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const ranges = readRanges(acceptLanguage ?? '').filter(({ quality }) => quality > 0);
  // Sorting is stable: among equals the one named first wins.
  for (const { tag } of ranges.sort((a, b) => b.quality - a.quality)) {
    const language = matchLanguage(tag);
    if (language !== undefined) return language;
  }
  return DEFAULT_LANGUAGE;
}

function readRanges(header: string): Range[] {
  const isCut = header.length > MAX_ACCEPT_LANGUAGE;
  const parts = header.slice(0, MAX_ACCEPT_LANGUAGE).split(',');
  // The last of a header that was cut may be half a tag.
  if (isCut) parts.pop();
  return parts.map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    return { tag, quality: readQuality(parameters) };
  });
}

/** RFC 9110 section 12.4.2; a weight that is none counts as "never". */
function readQuality(parameters: readonly string[]): number {
  const [weight] = parameters;
  if (weight === undefined) return 1;
  const value = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(weight)?.[1];
  return value === undefined ? 0 : Number(value);
}
