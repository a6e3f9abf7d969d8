/** Where PDFium joins a word that was parted at the end of a line. */
const JOINED = /\ufffe|\u0002/g;
const NEVER_SHOWN = /[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/g;

/** Text as it can stand in a page of ours: line feeds, no other control characters, no halves of characters. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(JOINED, '').replace(NEVER_SHOWN, '\ufffd').toWellFormed().trim();
}
