// Words that occur nowhere else, to be looked for where nothing of a message
// may be. What is searched may hold them as they are or in another guise.

/** Each in its own place of a mail or a request, so that a finding says where it came from. */
export const CANARIES = {
  reader: 'kanarenvogel.reader@zitronengirlitz.example',
  stranger: 'kanarenvogel.stranger@zitronengirlitz.example',
  author: 'author.bluthaenfling@zitronengirlitz.example',
  subject: 'Subject-Birkenzeisig',
  body: 'Body-Kernbeisser',
  fileName: 'File-Fichtenkreuzschnabel.csv',
  fileContents: 'Contents-Gimpel',
  brand: 'Brand-Stieglitz',
  disclaimer: 'Disclaimer-Erlenzeisig',
  userAgent: 'Agent-Bergfink',
  path: 'Path-Buchfink',
  header: 'Header-Karmingimpel',
} as const;

/** The ways in which a text is written where nobody means to show it. */
function guises(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  // In base64 the same text looks different at each of three places; its middle is the same for all lengths before it.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift + 2, -4),
  );
  return [text, text.toLowerCase(), encodeURIComponent(text), bytes.toString('hex'), ...shifted].filter(
    (guise) => guise.length > 5,
  );
}

/** Which of the words are in it. A number of digits alone counts where it stands for itself: in a time it is chance. */
export function wordsIn(place: string, words: readonly string[]): readonly string[] {
  const lower = place.toLowerCase();
  return words.filter((word) =>
    /^\d+$/.test(word)
      ? new RegExp(`(?<![\\d.])${word}(?![\\d.])`).test(place)
      : guises(word).some((guise) => place.includes(guise) || lower.includes(guise)),
  );
}
