/** Reads text in the character set that a label names (WHATWG Encoding); undefined for a label that names none. */
export function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/**
 * Labels that no standard list has and that the parser decodes all the same:
 * Windows and IBM code pages of the encodings that browsers know.
 */
const ALIAS =
  /^(?:us-ascii|ansi_x3\.4-1968|binary|(?:x-)?unknown(?:-8bit)?|default(?:_charset)?|(?:cp|windows-?|ms|ibm|x-ms-cp)(?:932|936|949|950|874|51932|5022[0-2])|iso-2022-jp-[12]|iso-8859-8-[ei]|uhc|x-uhc|tis620)$/;

/**
 * Whether text that claims this character set can be read.
 * UTF-7 is unknown on purpose: it hides markup in what looks like plain text.
 */
export function isKnownCharset(label: string): boolean {
  const name = label.trim().toLowerCase();
  return decoderOf(name.replace(/^x-(?!mac|user|sjis|gbk|euc)/, '')) !== undefined || ALIAS.test(name);
}
