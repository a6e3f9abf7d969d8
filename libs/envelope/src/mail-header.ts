/** The header of a mail as a view into it: what stands before the first empty line, or all of it (RFC 5322 section 2.1). */
export function mailHeader(mail: Uint8Array): Buffer {
  const bytes = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength);
  for (let newline = bytes.indexOf(0x0a); newline !== -1; newline = bytes.indexOf(0x0a, newline + 1)) {
    const next = bytes[newline + 1];
    if (next === 0x0a || (next === 0x0d && bytes[newline + 2] === 0x0a)) return bytes.subarray(0, newline + 1);
  }
  return bytes;
}
