// PDFs written by hand, as small as they can be (ISO 32000-1, section 7.5), and
// as wrong as a test wants them.
import { deflateSync } from 'node:zlib';

/** What stands between `obj` and `endobj`. */
export type PdfObject = string | Buffer;

export interface WrittenPage {
  /** What draws it (section 7.8.2). */
  readonly content?: PdfObject;
  /** Left, bottom, right, top, in points. A4 unless told. */
  readonly mediaBox?: string;
  /** More entries of the page's dictionary. */
  readonly more?: string;
}

export interface WrittenPdf {
  readonly pages: readonly WrittenPage[];
  /** Objects of the document beside its pages, numbered from `FIRST_OBJECT` on. */
  readonly objects?: readonly PdfObject[];
  /** More entries of the catalog and of the trailer. */
  readonly catalog?: string;
  readonly trailer?: string;
}

/** The number of the first of `objects`: before it are the catalog, the page tree and a font. */
export const FIRST_OBJECT = 4;

const A4 = '0 0 595 842';

export function writePdf({ pages, objects = [], catalog = '', trailer = '' }: WrittenPdf): Buffer {
  const firstPage = FIRST_OBJECT + objects.length;
  const kids = pages.map((_page, index) => `${firstPage + 2 * index} 0 R`).join(' ');
  return writeObjects(
    [
      `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
      `<</Type/Pages/Kids[${kids}]/Count ${pages.length}/Resources<</Font<</F 3 0 R>>>>>>`,
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
      ...objects,
      ...pages.flatMap(({ content = '', mediaBox = A4, more = '' }, index) => [
        `<</Type/Page/Parent 2 0 R/MediaBox[${mediaBox}]/Contents ${firstPage + 2 * index + 1} 0 R ${more}>>`,
        stream(content),
      ]),
    ],
    trailer,
  );
}

/** Words in Helvetica, a line each. */
export const words = (...lines: readonly string[]): string =>
  `BT /F 24 Tf 30 TL 60 760 Td ${lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join(' ')} ET`;

export function stream(data: PdfObject, dictionary = ''): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from(`<</Length ${bytes.length} ${dictionary}>>\nstream\n`), bytes, Buffer.from('\nendstream')]);
}

export const deflated = (data: PdfObject, dictionary = ''): Buffer =>
  stream(deflateSync(Buffer.from(data)), `/Filter/FlateDecode ${dictionary}`);

/** Numbered from 1; the first is the catalog. */
function writeObjects(objects: readonly PdfObject[], trailer: string): Buffer {
  const pieces = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let at = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    pieces.push(piece);
    at += piece.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}
