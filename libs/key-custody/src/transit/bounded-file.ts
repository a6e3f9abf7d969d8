import { type FileHandle, open } from 'node:fs/promises';

/** The file's text. Rejects when it is larger than `maxBytes`, whatever its size was said to be. */
export async function readBoundedFile(path: string, maxBytes: number): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const buffer = Buffer.alloc(maxBytes + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > maxBytes) throw new Error('too large');
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file?.close();
  }
}
