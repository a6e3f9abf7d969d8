// Memory that C sees. Structures are laid out here by hand, byte for byte as
// the header pkcs11t.h does on a 64-bit Unix (CK_ULONG and pointers of 8 bytes,
// natural alignment), and given to the module by address. One operation has one
// arena: it lives as long as the operation, even when nobody waits for it any
// more, and is wiped at its end.
import koffi from 'koffi';

export const ULONG_BYTES = 8;

/** Some bytes and where C finds them. */
export interface NativeBytes {
  readonly bytes: Buffer;
  readonly address: bigint;
}

export class Arena {
  readonly #memory: Buffer;
  readonly #address: bigint;
  #used = 0;

  constructor(size = 4_096) {
    // Its own ArrayBuffer: small typed arrays may lie on V8's heap, where they move.
    this.#memory = Buffer.from(new ArrayBuffer(size));
    this.#address = koffi.address(this.#memory);
  }

  /** Zeroed bytes, aligned for any member. Throws a RangeError when the arena is full. */
  reserve(length: number): NativeBytes {
    const start = this.#used;
    const end = start + length;
    if (end > this.#memory.length) throw new RangeError('the arena is full');
    this.#used = Math.ceil(end / ULONG_BYTES) * ULONG_BYTES;
    return { bytes: this.#memory.subarray(start, end), address: this.#address + BigInt(start) };
  }

  copyOf(contents: Uint8Array): NativeBytes {
    const reserved = this.reserve(contents.length);
    reserved.bytes.set(contents);
    return reserved;
  }

  /** A structure whose members are all CK_ULONGs or pointers. */
  words(...words: readonly (number | bigint)[]): NativeBytes {
    const reserved = this.reserve(words.length * ULONG_BYTES);
    for (const [index, word] of words.entries()) reserved.bytes.writeBigUInt64LE(BigInt(word), index * ULONG_BYTES);
    return reserved;
  }

  wipe(): void {
    this.#memory.fill(0);
  }
}

/** Runs an operation with memory of its own. */
export async function withArena<T>(operation: (arena: Arena) => Promise<T>, size?: number): Promise<T> {
  const arena = new Arena(size);
  try {
    return await operation(arena);
  } finally {
    arena.wipe();
  }
}

/** What a module calls a session or an object by: any 64 bits. */
export type Handle = bigint;

export function handleAt({ bytes }: NativeBytes, index = 0): Handle {
  return bytes.readBigUInt64LE(index * ULONG_BYTES);
}

/** The CK_ULONG at `index`, where it is a count or a set of flags. */
export function wordAt({ bytes }: NativeBytes, index = 0): number {
  return Number(bytes.readBigUInt64LE(index * ULONG_BYTES));
}
