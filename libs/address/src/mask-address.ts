/** Always as many, so that the length is not told. */
const HIDDEN = '•••';

/**
 * What may be shown of a canonical address to somebody who has proved nothing:
 * the first character of the local part and of the domain, and the top-level
 * domain, as in `a•••@e•••.org`. Enough to recognise one's own mailbox, and too
 * little to write to a stranger's.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const lastDot = domain.lastIndexOf('.');
  const topLevel = lastDot > 0 ? domain.slice(lastDot) : '';
  return `${firstCharacter(address)}${HIDDEN}@${firstCharacter(domain)}${HIDDEN}${topLevel}`;
}

/** The first character as a reader sees it: a letter with its accents is one. */
function firstCharacter(text: string): string {
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) return segment;
  return '';
}
