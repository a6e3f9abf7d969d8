import { describe, expect, it } from '@jest/globals';
import { growth, LINEAR_BELOW } from '../test/growth.ts';
import { foldQuotes } from './folded-quotes.ts';
import { plainTextToHtml } from './plain-text.ts';

const QUOTE = Array.from({ length: 8 }, (_, n) => `> line ${n}`);
const folded = (lines: readonly string[]) => foldQuotes(lines).flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
const shown = (lines: readonly string[]) => plainTextToHtml(lines.join('\n')).html;

describe('a long quote', () => {
  it.each([
    ['is folded under the line that introduces it', ['Yes.', '', 'Ada wrote:', ...QUOTE], ['Ada wrote:']],
    ['is folded under its beginning where nothing does', ['Yes.', ...QUOTE, 'Bye.'], ['> line 0 …']],
    ['of few lines that are long is one too', ['Yes.', `> ${'word '.repeat(150)}`], [expect.stringMatching(/^> word .* …$/)]],
    ['is folded each time', ['a', ...QUOTE, 'b', ...QUOTE], ['> line 0 …', '> line 0 …']],
  ])('%s', (_what, lines, summaries) => {
    expect(folded(lines)).toEqual(summaries);
  });

  it.each([
    ['a short one', ['> Tea?', 'Yes.', '> When?', 'At noon.']],
    ['a text that is nothing else', ['', ...QUOTE, '']],
    ['lines that only hold the sign', QUOTE.map((line) => `x ${line}`)],
  ])('is not %s', (_what, lines) => {
    expect(folded(lines)).toEqual([]);
  });

  it('loses no line, and keeps its links', () => {
    const lines = ['Yes.', 'Ada wrote:', ...QUOTE, '> https://a.example/', 'Bye.'];
    const text = shown(lines)
      .replace(/<\/summary>|<\/details>|<details/g, '\n$&')
      .replace(/<[^>]*>/g, '');
    expect(text.split('\n').filter(Boolean)).toEqual(lines.map((line) => line.replaceAll('>', '&#62;')));
    expect(shown(lines)).toContain('<a title="a.example" href="https://a.example/"');
  });

  it('has no way out of what it is folded in', () => {
    const html = shown(['x', '</summary><script>1</script>:', ...QUOTE.map((line) => `${line}</details>`)]);
    expect(html.match(/<\/details>|<\/summary>/g)).toEqual(['</summary>', '</details>']);
    expect(html).not.toContain('<script');
  });
});

it('grows as fast as quotes and what is between them, not faster', async () => {
  const cost = (times: number) => {
    const lines = Array.from({ length: times }, (_, n) => (n % 9 === 0 ? 'so:' : '> x'));
    const start = process.cpuUsage();
    foldQuotes(lines);
    const { user, system } = process.cpuUsage(start);
    return user + system + 500;
  };
  cost(100_000);
  expect(await growth(cost, 100_000)).toBeLessThan(LINEAR_BELOW);
});
