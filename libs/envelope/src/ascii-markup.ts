// Text as ASCII markup in short lines, so that mail carries it as 7bit. A line
// is broken only where HTML does not see it: at a space, or inside of a tag.

/** Columns from which on the next space becomes a line break. */
const FILL_COLUMNS = 120;

/** Text for an element or a quoted attribute, in ASCII whatever it holds. */
export function escapeToAscii(text: string): string {
  return text.replace(/[^ !#-%(-;=?-~]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * A text with its variables filled in with markup. Where its lines break
 * depends on the text alone, as long as the variables' own first lines do.
 */
export function fillMarkup(text: string, variables: Readonly<Record<string, string>>): string {
  let filled = '';
  for (const word of text.split(' ')) {
    const next = fillWord(word, variables);
    const column = filled.length - filled.lastIndexOf('\n') + firstLine(next).length;
    const space = column > FILL_COLUMNS ? '\n' : ' ';
    filled += filled === '' ? next : `${space}${next}`;
  }
  return filled;
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

function fillWord(word: string, variables: Readonly<Record<string, string>>): string {
  return word
    .split(/(\{\w+\})/)
    .map((piece) => variables[piece] ?? escapeToAscii(piece))
    .join('');
}

/**
 * A name that cannot change the direction or the order of what stands around
 * it, on a line of its own.
 */
export function isolated(attributes: string, text: string): string {
  return `<bdi${attributes}\n>${escapeToAscii(text)}</bdi\n>`;
}
