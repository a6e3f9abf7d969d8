/**
 * Copies bytes as they arrive into chunks of one size. The sender decides in
 * what pieces they come: kept as they are, a million pieces of one byte cost
 * two hundred times what the limit on bytes allows.
 */
export class ChunkPacker {
  readonly #chunkBytes: number;
  readonly #full: Buffer<ArrayBuffer>[] = [];
  #open: Buffer<ArrayBuffer> = Buffer.alloc(0);
  #used = 0;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  push(bytes: Buffer): void {
    for (let rest = bytes; rest.length > 0; ) {
      if (this.#used === this.#open.length) this.#begin();
      const taken = rest.copy(this.#open, this.#used);
      this.#used += taken;
      rest = rest.subarray(taken);
    }
  }

  /** In order; every chunk but the last is full. */
  finish(): readonly Buffer<ArrayBuffer>[] {
    return this.#used === 0 ? this.#full : [...this.#full, this.#open.subarray(0, this.#used)];
  }

  #begin(): void {
    if (this.#used > 0) this.#full.push(this.#open);
    this.#open = Buffer.allocUnsafe(this.#chunkBytes);
    this.#used = 0;
  }
}
