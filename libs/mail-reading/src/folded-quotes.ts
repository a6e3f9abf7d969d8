// An answer often carries the whole correspondence below it. Long quotes are
// folded; short ones, which somebody answers line by line, stay. No words are
// needed in any language: what a reader clicks on is the line that introduces
// the quote, or how the quote begins.

/** A quote of fewer lines and of fewer characters stays as it is. */
const [MIN_LINES, MIN_CHARACTERS] = [6, 600];
const SUMMARY_CHARACTERS = 80;

export interface Passage {
  readonly lines: readonly string[];
  /** What stands for it while it is folded; undefined for what is not folded. */
  readonly summary: string | undefined;
}

/** The lines of a plain text, in order. A text that is one quote is not folded, or nothing would show. */
export function foldQuotes(lines: readonly string[]): readonly Passage[] {
  const passages: Passage[] = [];
  let plain: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = endOfQuote(lines, at);
    const quote = lines.slice(at, end);
    if (isLong(quote)) {
      const introduction = introductionOf(plain);
      passages.push({ lines: plain, summary: undefined });
      passages.push({ lines: quote, summary: introduction ?? `${(quote[0] ?? '').slice(0, SUMMARY_CHARACTERS)} …` });
      plain = [];
    } else plain.push(...(quote.length > 0 ? quote : [lines[at] ?? '']));
    at = Math.max(end, at + 1);
  }
  passages.push({ lines: plain, summary: undefined });
  const isAllQuote = passages.every(
    ({ lines: own, summary }) => summary !== undefined || own.every((line) => line.trim() === ''),
  );
  return isAllQuote ? [{ lines, summary: undefined }] : passages;
}

function endOfQuote(lines: readonly string[], start: number): number {
  let end = start;
  while (lines[end]?.startsWith('>')) end += 1;
  return end;
}

function isLong(quote: readonly string[]): boolean {
  return quote.length >= MIN_LINES || quote.reduce((sum, { length }) => sum + length, 0) >= MIN_CHARACTERS;
}

/** Takes the line that introduces a quote, such as "Ada wrote:", from the end of what stands before it. */
function introductionOf(before: string[]): string | undefined {
  const line = before.at(-1);
  if (line === undefined || !/[:：]\s*$/.test(line) || line.length > 2 * SUMMARY_CHARACTERS) return undefined;
  before.pop();
  return line;
}
