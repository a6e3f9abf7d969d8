import { type FileHandle, open } from 'node:fs/promises';

export interface BoundedFile {
  readonly text: string;
  /** Its permission bits. */
  readonly mode: number;
}

/** Rejects when the file is larger than `maxBytes`, whatever its size was said to be. */
export async function readBoundedFile(path: string, maxBytes: number): Promise<BoundedFile> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const buffer = Buffer.alloc(maxBytes + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > maxBytes) throw new Error('too large');
    return { text: buffer.toString('utf8', 0, bytesRead), mode: (await file.stat()).mode & 0o777 };
  } finally {
    await file?.close();
  }
}
