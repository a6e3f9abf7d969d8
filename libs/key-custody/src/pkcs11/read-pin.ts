// The PIN is read when it is needed, kept for one call, and overwritten.
import { type FileHandle, open } from 'node:fs/promises';
import { isOpenToOthers } from '../open-to-others.ts';

const MAX_PIN_BYTES = 255;
const LINE_END: readonly number[] = [0x0a, 0x0d];

/** The contents of the PIN file without the line end. Throws an Error, for the operator, without a byte of it. */
export async function readPin(path: string, strict: boolean): Promise<Buffer> {
  const contents = await readStart(path, strict);
  const pin = Buffer.from(contents.subarray(0, lengthOfLine(contents)));
  contents.fill(0);
  if (pin.length === 0 || pin.length > MAX_PIN_BYTES)
    throw new Error(`pkcs11: the file of pin-source= does not hold a PIN of 1 to ${MAX_PIN_BYTES} bytes`);
  return pin;
}

async function readStart(path: string, strict: boolean): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const { mode } = await file.stat();
    if (strict && isOpenToOthers(mode))
      throw new TooOpen(
        'pkcs11: the PIN file can be read or changed by others; chmod it to 0600, or 0440 for a group of its own',
      );
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_PIN_BYTES + 3), 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    if (cause instanceof TooOpen) throw cause;
    throw new Error('pkcs11: the file of pin-source= cannot be read', { cause });
  } finally {
    await file?.close();
  }
}

function lengthOfLine(contents: Buffer): number {
  let length = contents.length;
  while (LINE_END.includes(contents[length - 1] ?? 0)) length -= 1;
  return length;
}

class TooOpen extends Error {}
