/** What of a PDF is drawn. Beyond a limit the rest is left out, or the PDF is refused. */
export const LIMITS = {
  /** From the first one on. */
  pages: 20,
  /** No further page is begun after this long. What one page takes is bounded by whoever ends the thread. */
  milliseconds: 2500,
  /** Dots per inch, where a page is not too large for it: 1240 by 1754 pixels for A4. */
  resolution: 150,
  /** Of one page. */
  pixels: 2_500_000,
  /** Of one side of a page. */
  side: 8_000,
  /** UTF-16 units of one page's text. */
  textCharacters: 50_000,
  /** All pictures together. */
  pictureBytes: 16 * 1024 * 1024,
  /** All that PDFium has: the PDF, what it unpacks, its pixels. In pages of WebAssembly, 64 KiB each. */
  memoryPages: 4096,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
