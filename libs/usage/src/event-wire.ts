// The bytes of an event: field numbers and numbers, nothing else. Our own
// reader and not a library's, because a library takes whatever the format
// allows (text in fields that nobody asked for, the same field again, a number
// in more bytes than it needs), and each of these is a place to put something.
// Here a byte that is taken is a field number or a value of at most 32 bits,
// in the one way in which it can be written; who reads an event keeps of these
// only what the contract lists.
// https://protobuf.dev/programming-guides/encoding/
import { PosternError } from '@postern/errors';

const MAX_UINT32 = 0xffff_ffff;
/** Of the three low bits of a field's tag; 0 says that a number follows. */
const WIRE_TYPES = 8;

/** Numbers by field number. Throws `usage.event_invalid` unless the fields are plain numbers but 0, each once, in order. */
export function readFields(bytes: Uint8Array): ReadonlyMap<number, number> {
  const fields = new Map<number, number>();
  let previous = 0;
  for (let at = 0; at < bytes.length; ) {
    const tag = readNumber(bytes, at);
    const value = readNumber(bytes, tag.end);
    const field = Math.floor(tag.value / WIRE_TYPES);
    const isNumber = tag.value % WIRE_TYPES === 0;
    if (!isNumber || field <= previous || value.value === 0) throw new PosternError('usage.event_invalid');
    fields.set(field, value.value);
    previous = field;
    at = value.end;
  }
  return fields;
}

interface ReadNumber {
  readonly value: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** A varint of at most 32 bits, in no more bytes than it needs. */
function readNumber(bytes: Uint8Array, start: number): ReadNumber {
  let value = 0;
  let scale = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    const isLast = byte < 0x80;
    const isPadded = isLast && byte === 0 && at > start;
    if (value > MAX_UINT32 || isPadded) break;
    if (isLast) return { value, end: at + 1 };
  }
  throw new PosternError('usage.event_invalid');
}
