// The parser reads a body line by line and ends each line with a line feed,
// the last one too. That is right for text that is shown and wrong for a file
// that is saved, so an attachment that is not base64 gets the bytes that the
// mail really has. They are found by what both have in common.
import { createHash } from 'node:crypto';
import type { LineBody } from './structure.ts';

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

/** Finds the bytes that a parsed body was made from; undefined for what is not a body of lines. */
export function createOriginalBytes(bodies: readonly LineBody[]): (parsed: Uint8Array) => Buffer | undefined {
  const originals = new Map<string, Buffer>();
  for (const { bytes, encoding } of bodies) {
    const original = encoding === 'identity' ? bytes : decodeQuotedPrintable(bytes);
    originals.set(fingerprint(original), original);
  }
  return (parsed) => originals.get(fingerprint(parsed.at(-1) === LF ? parsed.subarray(0, -1) : parsed));
}

function fingerprint(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text, 'latin1').digest('base64');
}

/** RFC 2045 section 6.7, line breaks kept as they are. What is no valid escape stands for itself. */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== EQUALS) length = decoded.writeUInt8(byte, length);
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

function hexadecimal(byte: number | undefined): number {
  return byte === undefined || !/^[0-9A-Fa-f]$/.test(String.fromCharCode(byte))
    ? Number.NaN
    : Number.parseInt(String.fromCharCode(byte), 16);
}
