// CK_ATTRIBUTE { CK_ATTRIBUTE_TYPE type; void *pValue; CK_ULONG ulValueLen; }
// and arrays of it, which PKCS #11 calls templates (v2.40 section 3.3).
import { type Arena, type Handle, type NativeBytes, ULONG_BYTES, withArena } from './arena.ts';
import { CKR } from './constants.ts';
import { answered } from './pkcs11-error.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';

const WORDS_PER_ATTRIBUTE = 3;
/** Longest value that is read: what is longer is none of the attributes that we know what to do with. */
const MAX_VALUE_BYTES = 256;

/** A CK_BBOOL, a CK_ULONG or bytes. */
type AttributeValue = boolean | number | Uint8Array;

export type Template = readonly (readonly [type: number, value: AttributeValue])[];

export function writeTemplate(arena: Arena, template: Template): NativeBytes {
  const words = template.flatMap(([type, value]) => {
    const { bytes, address } = writeValue(arena, value);
    return [type, address, bytes.length];
  });
  return arena.words(...words);
}

function writeValue(arena: Arena, value: AttributeValue): NativeBytes {
  if (typeof value === 'number') return arena.words(value);
  return arena.copyOf(typeof value === 'boolean' ? Buffer.of(value ? 1 : 0) : value);
}

/** After these all attributes that could be read have been (v2.40, C_GetAttributeValue). */
const PARTLY_READ = [CKR.ATTRIBUTE_SENSITIVE, CKR.ATTRIBUTE_TYPE_INVALID, CKR.BUFFER_TOO_SMALL];

/** The values of an object, in the order asked for; undefined what it does not have, does not tell, or has too long. */
export async function readAttributes(
  module: Pkcs11Module,
  session: Handle,
  object: Handle,
  types: readonly number[],
): Promise<readonly (Buffer | undefined)[]> {
  return withArena(async (arena) => {
    const values = types.map(() => arena.reserve(MAX_VALUE_BYTES));
    const words = types.flatMap((type, index) => [type, values[index]?.address ?? 0, MAX_VALUE_BYTES]);
    const template = arena.words(...words);
    try {
      await module.call('C_GetAttributeValue', arena, session, object, template.address, types.length);
    } catch (thrown) {
      if (!answered(thrown, PARTLY_READ)) throw thrown;
    }
    return values.map(({ bytes }, index) => readValue(bytes, template.bytes, index));
  });
}

function readValue(bytes: Buffer, template: Buffer, index: number): Buffer | undefined {
  // What cannot be read has the length CK_UNAVAILABLE_INFORMATION, all ones.
  const length = template.readBigUInt64LE((index * WORDS_PER_ATTRIBUTE + 2) * ULONG_BYTES);
  return length > BigInt(bytes.length) ? undefined : Buffer.from(bytes.subarray(0, Number(length)));
}

export function isTrue(value: Buffer | undefined): boolean {
  return value?.length === 1 && value[0] === 1;
}

export function isFalse(value: Buffer | undefined): boolean {
  return value?.length === 1 && value[0] === 0;
}
