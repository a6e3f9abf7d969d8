// The parser reads a body line by line and ends each line with a line feed,
// the last one too. That is right for text that is shown and wrong for a file
// that is saved, so an attachment that is not base64, or is a calendar, gets the
// bytes that the mail really has. They are found by what both have in common.
import { createHash } from 'node:crypto';
import type { RawBody } from './structure.ts';

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

/** Finds the bytes that a parsed body was made from; undefined for what is not a body of lines. */
export function createOriginalBytes(bodies: readonly RawBody[]): (parsed: Uint8Array) => Buffer | undefined {
  const originals = new Map<string, Buffer>();
  for (const { bytes, encoding, calendar } of bodies) {
    if (encoding === 'base64' && !calendar) continue;
    const original = decodeBody(bytes, encoding);
    originals.set(fingerprint(original), original);
    // Where the mail ends, its last line break is not part of a delimiter, and the parser adds no other.
    const shorter = fingerprint(original, 'without the last line break');
    if (!originals.has(shorter)) originals.set(shorter, original);
  }
  return (parsed) => {
    const original = originals.get(fingerprint(parsed, 'without the last line break'));
    return original === undefined || isBase64Of(parsed, bodies) ? undefined : original;
  };
}

/** The bytes that a body stands for. */
export function decodeBody(bytes: Buffer, encoding: RawBody['encoding']): Buffer {
  if (encoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64');
  return encoding === 'identity' ? bytes : decodeQuotedPrintable(bytes);
}

/** Whether one of the bodies is exactly these bytes in base64. */
function isBase64Of(parsed: Uint8Array, bodies: readonly RawBody[]): boolean {
  const shortest = (parsed.length * 4) / 3;
  return bodies.some(
    ({ bytes, encoding }) =>
      encoding === 'base64' &&
      bytes.length >= shortest - 4 &&
      bytes.length <= 2 * shortest + 100 &&
      Buffer.from(bytes.toString('latin1'), 'base64').equals(parsed),
  );
}

/** The same for bytes that differ in how lines break. */
function fingerprint(bytes: Uint8Array, ending: 'whole' | 'without the last line break' = 'whole'): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\r\n', '\n');
  return createHash('sha256')
    .update(ending !== 'whole' && text.endsWith('\n') ? text.slice(0, -1) : text, 'latin1')
    .digest('base64');
}

/** RFC 2045 section 6.7, line breaks kept as they are. What is no valid escape stands for itself. */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== EQUALS) length = decoded.writeUInt8(byte, length);
    // The line break after a last one belongs to the delimiter.
    else if (at + 1 === bytes.length) break;
    else if (bytes[at + 1] === LF) at += 1;
    else if (bytes[at + 1] === CR && bytes[at + 2] === LF) at += 2;
    else {
      const value = hexadecimal(bytes[at + 1]) * 16 + hexadecimal(bytes[at + 2]);
      length = decoded.writeUInt8(Number.isNaN(value) ? byte : value, length);
      if (!Number.isNaN(value)) at += 2;
    }
  }
  return decoded.subarray(0, length);
}

/** The values of hexadecimal digits by their byte; not a number for all others. */
const DIGITS: readonly number[] = Array.from({ length: 256 }, (_, byte) =>
  /^[0-9A-Fa-f]$/.test(String.fromCharCode(byte)) ? Number.parseInt(String.fromCharCode(byte), 16) : Number.NaN,
);

function hexadecimal(byte: number | undefined): number {
  return DIGITS[byte ?? 0] ?? Number.NaN;
}
