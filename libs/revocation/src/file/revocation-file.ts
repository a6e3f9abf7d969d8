// The file as bytes: how it is read to its end and how a line is put there so
// that it is either whole and on the disk, or not there.
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;
const NEW_LINE = 0x0a;

/** Completes a sentence that begins with "the file", and quotes nothing of it. */
export class NotARevocationsFileError extends Error {}

/** What tells that a file changed since it was read. */
export type FileMark = Pick<Stats, 'ino' | 'size' | 'mtimeMs'>;

/** Throws what the file system throws. */
export function markOf(path: string): FileMark {
  return statSync(path);
}

/**
 * Gives each line from byte `from` on, without its end, and returns the state
 * of the file that was read. Throws NotARevocationsFileError for a last line that does not end.
 */
export function readLines(path: string, from: number, onLine: (line: string) => void): FileMark {
  const file = openSync(path, constants.O_RDONLY);
  try {
    const mark = fstatSync(file);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    for (let at = from; at < mark.size; ) {
      const count = readSync(file, chunk, 0, Math.min(CHUNK_BYTES, mark.size - at), at);
      if (count === 0) break;
      at += count;
      rest = giveLines(Buffer.concat([rest, chunk.subarray(0, count)]), onLine);
      if (rest.length > CHUNK_BYTES) throw new NotARevocationsFileError('has a line that is too long');
    }
    if (rest.length > 0)
      throw new NotARevocationsFileError('has a last line without an end: was it cut off? Delete that line, or complete it');
    return mark;
  } finally {
    closeSync(file);
  }
}

/** The bytes after the last line end. */
function giveLines(bytes: Buffer, onLine: (line: string) => void): Buffer<ArrayBuffer> {
  let start = 0;
  for (let end = bytes.indexOf(NEW_LINE); end !== -1; end = bytes.indexOf(NEW_LINE, start)) {
    onLine(bytes.toString('latin1', start, end));
    start = end + 1;
  }
  return Buffer.from(bytes.subarray(start));
}

/** Appends to a file that exists, and resolves once the disk has it. What was written in part is taken off again. */
export async function appendDurably(path: string, text: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    const { size } = await file.stat();
    try {
      await file.writeFile(text);
      await file.sync();
    } catch (thrown) {
      await file.truncate(size);
      throw thrown;
    }
  } finally {
    await file.close();
  }
}
