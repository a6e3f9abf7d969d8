const CODE_DIGITS = 8;
const REFERENCE_LETTERS = 4;
/** No vowels, so no words; nothing that looks like something else. */
const REFERENCE_ALPHABET = 'BCDFGHJKMNPQRSTVWXZ23456789';

/** A uniform whole number from 0 up to and without `bound`; node:crypto's randomInt is one. */
export type RandomInt = (bound: number) => number;

export function newCode(randomInt: RandomInt): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** Tells mails apart, for people; it is no secret. */
export function newReference(randomInt: RandomInt): string {
  return Array.from({ length: REFERENCE_LETTERS }, () => REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)]).join('');
}

export function isCode(text: string): boolean {
  return /^\d{8}$/.test(text);
}

/** `1234 5678`: two groups are easier to carry from one window to the other. `space` parts them. */
export function grouped(code: string, space: string): string {
  return `${code.slice(0, CODE_DIGITS / 2)}${space}${code.slice(CODE_DIGITS / 2)}`;
}
