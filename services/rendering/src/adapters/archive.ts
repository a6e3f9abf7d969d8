// A ZIP file of attachments, as the pieces of it in order. What is packed
// already is stored, and then its piece is the attachment itself: nothing of it
// is copied. Only what becomes much smaller is deflated. It is all made in the
// worker, under the worker's limits, and handed over whole, so that a reader on
// a slow line holds memory and no worker.
import type { ReadAttachment } from '@postern/mail-reading';
import { ZipFile } from 'yazl';
import { archiveNames } from '../domain/archive-names.ts';

type Given = Pick<ReadAttachment, 'name' | 'mediaType' | 'content'>;

const DEFLATED =
  /^(?:text|message)\/|^application\/(?:json|xml|rtf|x-ndjson|postscript)$|[+]xml$|^image\/(?:svg|bmp|x-ms-bmp|tiff)/;
/** Smaller pieces are joined: a thousand headers are no thousand messages. */
const SMALL_BYTES = 64 * 1024;
/** Between them every field for a time in a ZIP file can hold it. */
const NO_DATE = new Date(Date.UTC(1980, 0, 2));
const [FIRST_YEAR, LAST_YEAR] = [1981, 2037];

/** `date`: of the mail; its attachments have none of their own. */
export async function archiveOf(
  attachments: readonly Given[],
  date: Date | undefined,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const zip = new ZipFile();
  const names = archiveNames(attachments.map(({ name }) => name));
  const pieces = collect(zip);
  attachments.forEach(({ mediaType, content }, index) => {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const options = { mtime: dateInArchive(date), mode: 0o100644, compress: DEFLATED.test(mediaType) };
    zip.addBuffer(bytes, names[index] ?? `attachment-${index + 1}`, options);
  });
  zip.end();
  return pieces;
}

function dateInArchive(date: Date | undefined): Date {
  const year = date?.getUTCFullYear() ?? 0;
  return date !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR ? date : NO_DATE;
}

/** Everything that is written, small pieces joined. */
function collect(zip: ZipFile): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let small: Buffer[] = [];
  const join = () => {
    if (small.length > 0) pieces.push(new Uint8Array(Buffer.concat(small)));
    small = [];
  };
  const { promise, resolve, reject } = Promise.withResolvers<readonly Uint8Array<ArrayBuffer>[]>();
  zip.once('error', reject);
  zip.outputStream.once('error', reject);
  zip.outputStream.on('data', (piece: Buffer<ArrayBuffer>) => {
    if (piece.length < SMALL_BYTES) return small.push(piece);
    join();
    return pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  });
  zip.outputStream.once('end', () => {
    join();
    resolve(pieces);
  });
  return promise;
}
