const BLIND = /^(?:resent-)?bcc[ \t]*:/i;

/**
 * The mail without its Bcc lines: everybody who can open the body would learn
 * who got it blindly (RFC 5322 section 3.6.3). Only the header is touched, and
 * nothing else of it.
 */
export function stripBcc(mail: Uint8Array): Buffer {
  const bytes = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength);
  const end = headerEnd(bytes);
  const lines = bytes.toString('latin1', 0, end).split(/(?<=\n)/);
  let dropping = false;
  const kept = lines.filter((line) => {
    const continues = /^[ \t]/.test(line);
    dropping = continues ? dropping : BLIND.test(line);
    return !dropping;
  });
  if (kept.length === lines.length) return bytes;
  return Buffer.concat([Buffer.from(kept.join(''), 'latin1'), bytes.subarray(end)]);
}

/** Where the header ends: before the first empty line, or at the end. */
function headerEnd(bytes: Buffer): number {
  for (let newline = bytes.indexOf(0x0a); newline !== -1; newline = bytes.indexOf(0x0a, newline + 1)) {
    const next = bytes[newline + 1];
    if (next === 0x0a || (next === 0x0d && bytes[newline + 2] === 0x0a)) return newline + 1;
  }
  return bytes.length;
}
