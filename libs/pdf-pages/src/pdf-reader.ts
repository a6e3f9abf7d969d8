// The pages of a PDF as pictures and text. A PDF can hold script, forms, links
// and files; a picture of a page holds none of it, and its text is text.
//
// PDFium draws them, the code that draws them in Chromium, but here as
// WebAssembly: what a hostile file makes of it stays in the instance's memory,
// which is made for one file and thrown away after it. What it can ask of us
// stands in wasm-host.ts. How long it takes is bounded by whoever runs this in
// a thread that can be ended; how much memory, here.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PosternError } from '@postern/errors';
import { LIMITS, type Limits } from './limits.ts';
import { pixelsFor } from './page-pixels.ts';
import { plainText } from './page-text.ts';
import { Pdfium, type PdfiumPage, type Pixels } from './pdfium.ts';
import { coarsen, pngOf } from './png.ts';

export interface PdfPage {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Empty where the page is a picture of text, or has none. */
  readonly text: string;
  /** A PNG, in memory of its own. */
  readonly picture: Uint8Array<ArrayBuffer>;
}

export interface PdfPages {
  /** Of the document. */
  readonly pageCount: number;
  /** From the first one on; at least one. */
  readonly pages: readonly PdfPage[];
}

/**
 * Draws the first pages of a file. Undefined for one that does not open: it is
 * broken, or no PDF, or asks for a password. Rejects with
 * `rendering.too_complex` when not even the first page can be had within the
 * memory.
 */
export type PdfReader = (file: Uint8Array) => Promise<PdfPages | undefined>;

/** PDFium is compiled once, for the first file; every file gets an instance of its own. */
export function createPdfReader(limits: Limits = LIMITS): PdfReader {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return async (file) => {
    compiled ??= compile();
    return pagesOf(await compiled, file, limits);
  };
}

async function compile(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  return WebAssembly.compile(await readFile(path));
}

function pagesOf(module: WebAssembly.Module, file: Uint8Array, limits: Limits): PdfPages | undefined {
  const pages: PdfPage[] = [];
  let pageCount = 0;
  try {
    const pdfium = new Pdfium(module, limits.memoryPages, file);
    pageCount = pdfium.pageCount;
    for (const page of drawn(pdfium, Math.min(pageCount, limits.pages), limits)) pages.push(page);
  } catch (cause) {
    // A page that breaks PDFium ends the drawing; those before it stand.
    if (pages.length === 0) throw new PosternError('rendering.too_complex', { cause });
  }
  return pages.length === 0 ? undefined : { pageCount, pages };
}

function* drawn(pdfium: Pdfium, pages: number, limits: Limits): Generator<PdfPage> {
  const startedAt = performance.now();
  const share = limits.pictureBytes / limits.pages;
  let bytesLeft = limits.pictureBytes;
  let isLarge = false;
  for (let index = 0; index < pages; index += 1) {
    if (index > 0 && performance.now() - startedAt > limits.milliseconds) return;
    const page = pdfium.withPage(index, (open) => pageOf(open, limits, isLarge ? 0 : share));
    if (page === undefined) return;
    isLarge = page.picture.length > share;
    bytesLeft -= page.picture.length;
    if (bytesLeft < 0) return;
    yield page;
  }
}

/** `share`: how many bytes its picture may have as it is; 0 when that of the page before was larger. */
function pageOf(page: PdfiumPage, limits: Limits, share: number): PdfPage | undefined {
  const size = pixelsFor(page.size, limits);
  if (size === undefined) return undefined;
  const text = plainText(page.text(limits.textCharacters));
  return { ...size, text, picture: page.withPixels(size, (pixels) => pictureOf(pixels, size, share)) };
}

/** Exact, or in fewer colours where that would take more than its share. */
function pictureOf(pixels: Buffer, size: Pixels, share: number): PdfPage['picture'] {
  const exact = share > 0 ? pngOf(pixels, size) : undefined;
  if (exact !== undefined && exact.length <= share) return exact;
  coarsen(pixels);
  return pngOf(pixels, size);
}
