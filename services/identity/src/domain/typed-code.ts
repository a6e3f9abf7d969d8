const MAX_TYPED_CHARACTERS = 64;

/**
 * The eight digits that somebody typed or pasted; undefined when it is
 * something else. Spaces and hyphens of every kind are ignored, and full-width
 * digits, as East Asian keyboards type them, are taken for what they are (NFKC).
 */
export function typedCode(text: string): string | undefined {
  if (text.length > MAX_TYPED_CHARACTERS) return undefined;
  const code = text.normalize('NFKC').replace(/[\s\p{Pd}\u200b\u2060]/gu, '');
  return /^\d{8}$/.test(code) ? code : undefined;
}
