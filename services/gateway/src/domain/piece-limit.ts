// A chunk of one byte costs as much work as one of 64 KiB: 1.3 µs of Node's
// parser and streams each, which is 50 s for a form of 36 MiB. Whoever sends
// mail in crumbs is no browser.

/** Crumbs that are let pass: slow lines and careful proxies begin with small pieces. */
const FREE_PIECES = 4_096;
/** A network segment holds ten times as much. */
const MIN_AVERAGE_BYTES = 128;

export class PieceLimit {
  #pieces = 0;
  #bytes = 0;

  /** Counts a piece. False when there have been more of them than their bytes are worth. */
  allows(bytes: number): boolean {
    this.#pieces += 1;
    this.#bytes += bytes;
    return this.#pieces <= FREE_PIECES + this.#bytes / MIN_AVERAGE_BYTES;
  }
}
