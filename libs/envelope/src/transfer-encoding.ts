// How mail programs re-encode an attachment on its way (RFC 2045 section 6),
// undone in one pass over the bytes and one allocation.

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

/** The bytes of a part by its Content-Transfer-Encoding; an encoding that is not known is taken for none. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(bytes.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    default:
      return bytes;
  }
}

/** RFC 2045 section 6.7. An equals sign that escapes nothing stands for itself. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = byte === EQUALS ? afterSoftBreak(bytes, at + 1) : at;
    if (next > at) {
      at = next - 1;
      continue;
    }
    const escaped = byte === EQUALS ? hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]) : Number.NaN;
    decoded[length] = Number.isNaN(escaped) ? byte : escaped;
    length += 1;
    if (!Number.isNaN(escaped)) at += 2;
  }
  return decoded.subarray(0, length);
}

/** Where the next line starts, when only its break follows; -1 when something else does. */
function afterSoftBreak(bytes: Buffer, at: number): number {
  if (bytes[at] === LF) return at + 1;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : -1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN;
}
