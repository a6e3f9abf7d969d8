// The few calls of PDFium that draw a page and tell its text (public/fpdfview.h,
// public/fpdf_text.h, public/fpdf_formfill.h). Nothing that follows a link,
// opens another file or runs a document's actions is ever called; this build
// has no JavaScript and no XFA to run. A form is opened because what was filled
// into it is drawn by that part of PDFium only.
import { WasmInstance } from './wasm-host.ts';

/** FPDF_ERR_PASSWORD and its like are all one to us: the file does not open. */
const NOTHING = 0;
/** FPDFBitmap_BGRx: four bytes a pixel, the last unused. */
const BGRX = 3;
export const BYTES_A_PIXEL = 4;
const WHITE = 0xffffffff;
const NOT_ROTATED = 0;
/** FPDF_ANNOT: with comments and stamps, as they look. */
const WITH_ANNOTATIONS = 1;
/** FPDF_FORMFILLINFO: a version, and forty functions that PDFium may call. It gets none of them. */
const FORM_INFO_BYTES = 256;
const FORM_INFO_VERSION = 1;

export interface PageSize {
  /** In points, 72 to the inch. */
  readonly width: number;
  readonly height: number;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** One document in an instance of its own; neither outlives the other. */
export class Pdfium {
  readonly #wasm: WasmInstance;
  readonly #document: number;
  readonly #form: number;

  constructor(module: WebAssembly.Module, memoryPages: number, file: Uint8Array) {
    this.#wasm = new WasmInstance(module, memoryPages);
    this.#wasm.call('FPDF_InitLibrary');
    const at = allocate(this.#wasm, file.length);
    this.#wasm.view(at, file.length).set(file);
    this.#document = this.#wasm.call('FPDF_LoadMemDocument', at, file.length, NOTHING);
    this.#form = this.#openForm();
  }

  /** 0 when the document does not open: broken, none, or encrypted with a password. */
  get pageCount(): number {
    return this.#document === NOTHING ? 0 : Math.max(0, this.#wasm.call('FPDF_GetPageCount', this.#document));
  }

  /** What `use` makes of a page, counted from 0; undefined when that page cannot be read. */
  withPage<T>(index: number, use: (page: PdfiumPage) => T): T | undefined {
    const page = this.#wasm.call('FPDF_LoadPage', this.#document, index);
    if (page === NOTHING) return undefined;
    const used = use(new PdfiumPage(this.#wasm, page, this.#form));
    // Not after a failure: what broke is not called again.
    this.#wasm.call('FPDF_ClosePage', page);
    return used;
  }

  #openForm(): number {
    if (this.#document === NOTHING) return NOTHING;
    const at = allocate(this.#wasm, FORM_INFO_BYTES);
    this.#wasm.view(at, FORM_INFO_BYTES).fill(0).writeInt32LE(FORM_INFO_VERSION);
    const form = this.#wasm.call('FPDFDOC_InitFormFillEnvironment', this.#document, at);
    if (form === NOTHING) throw new Error('no form');
    // Fields are not marked as something to type into.
    this.#wasm.call('FPDF_SetFormFieldHighlightAlpha', form, 0);
    return form;
  }
}

export class PdfiumPage {
  readonly #wasm: WasmInstance;
  readonly #page: number;
  readonly #form: number;

  constructor(wasm: WasmInstance, page: number, form: number) {
    this.#wasm = wasm;
    this.#page = page;
    this.#form = form;
  }

  get size(): PageSize {
    return {
      width: this.#wasm.call('FPDF_GetPageWidthF', this.#page),
      height: this.#wasm.call('FPDF_GetPageHeightF', this.#page),
    };
  }

  /** What `use` makes of the pixels, as blue, green, red and one byte more, row by row; they are gone afterwards. */
  withPixels<T>({ width, height }: Pixels, use: (pixels: Buffer) => T): T {
    const bytes = width * height * BYTES_A_PIXEL;
    const at = allocate(this.#wasm, bytes);
    const bitmap = this.#wasm.call('FPDFBitmap_CreateEx', width, height, BGRX, at, width * BYTES_A_PIXEL);
    if (bitmap === NOTHING) throw new Error('no bitmap');
    this.#wasm.call('FPDFBitmap_FillRect', bitmap, 0, 0, width, height, WHITE);
    const place = [0, 0, width, height, NOT_ROTATED, WITH_ANNOTATIONS];
    this.#wasm.call('FPDF_RenderPageBitmap', bitmap, this.#page, ...place);
    this.#wasm.call('FPDF_FFLDraw', this.#form, bitmap, this.#page, ...place);
    const used = use(this.#wasm.view(at, bytes));
    this.#wasm.call('FPDFBitmap_Destroy', bitmap);
    this.#wasm.call('free', at);
    return used;
  }

  /** Its text in the order of reading, as PDFium finds it, up to so many UTF-16 units. */
  text(maxUnits: number): string {
    const textPage = this.#wasm.call('FPDFText_LoadPage', this.#page);
    if (textPage === NOTHING) return '';
    const units = Math.min(maxUnits, Math.max(0, this.#wasm.call('FPDFText_CountChars', textPage)));
    const at = allocate(this.#wasm, 2 * (units + 1));
    const written = this.#wasm.call('FPDFText_GetText', textPage, 0, units, at);
    const text = this.#wasm.view(at, 2 * Math.max(0, Math.min(written - 1, units))).toString('utf16le');
    this.#wasm.call('free', at);
    this.#wasm.call('FPDFText_ClosePage', textPage);
    return text;
  }
}

/** Throws when there is no room: what is allocated is never null. */
function allocate(wasm: WasmInstance, bytes: number): number {
  const at = wasm.call('malloc', bytes) >>> 0;
  if (at === NOTHING) throw new Error('no room');
  return at;
}
