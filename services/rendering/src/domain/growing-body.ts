const FIRST_BYTES = 64 * 1024;

/**
 * A body as it arrives, in one piece of memory that can change hands. Pieces
 * of any size cost their bytes and no more: a list of them would let a million
 * pieces of one byte each take a hundred times what the byte limit allows.
 */
export class GrowingBody {
  #buffer = new ArrayBuffer(FIRST_BYTES);
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  append(chunk: Uint8Array): void {
    const needed = this.#bytes + chunk.length;
    if (needed > this.#buffer.byteLength) this.#buffer = this.#buffer.transfer(Math.max(needed, 2 * this.#buffer.byteLength));
    new Uint8Array(this.#buffer).set(chunk, this.#bytes);
    this.#bytes = needed;
  }

  /** All of it, in memory of its own; what was appended is then no longer here. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#buffer.transfer(this.#bytes));
    this.#buffer = new ArrayBuffer(0);
    this.#bytes = 0;
    return taken;
  }
}
