/** Characters of a mail that no parser could make sense of. */
const MAX_CHARACTERS = 256 * 1024;

/**
 * The text of a mail in which no part was found: what follows its header, or
 * what stands in the header without being a field. A delimiter that never comes
 * hides everything from a parser; a person can still read it.
 */
export function leftoverText(mail: Buffer, bodyStart: number): string {
  const body = decode(mail.subarray(bodyStart));
  // A multipart without a part is nothing but its end.
  if (/^\s*--\S{1,200}--\s*$/.test(body)) return '';
  return body.trim() === '' ? afterFields(decode(mail.subarray(0, bodyStart))) : body;
}

function decode(bytes: Buffer): string {
  return new TextDecoder().decode(bytes.subarray(0, MAX_CHARACTERS)).replaceAll('\r\n', '\n');
}

/** From the first line that is neither a field nor goes on with one. */
function afterFields(header: string): string {
  const lines = header.split('\n');
  const start = lines.findIndex((line) => line.trim() === '' || !/^[ \t]|^[\x21-\x39\x3b-\x7e]+[ \t]*:|^From /.test(line));
  return start === -1 ? '' : lines.slice(start).join('\n');
}
