// Runs in a worker thread: looks for the sealed message in a large file, one
// file at a time. What it reads is ciphertext in a page, and hostile.
import { parentPort } from 'node:worker_threads';
import { toPosternError } from '@postern/errors';
import { sealedInFile } from '../domain/sealed-file.ts';
import type { FileResult, FileTask } from './file-task.ts';

parentPort?.on('message', (task: FileTask) => {
  const result = work(task);
  parentPort?.postMessage(result, result.kind === 'sealed' ? result.body.map(({ buffer }) => buffer) : []);
});

function work({ file, chunkBytes }: FileTask): FileResult {
  try {
    const { capsule, body } = sealedInFile(file, chunkBytes);
    return { kind: 'sealed', capsule, body: body.map(onlyItsOwn) };
  } catch (thrown) {
    return { kind: 'error', code: toPosternError(thrown).code };
  }
}

/** Whoever gets the bytes gets the whole of what they lie in, so nothing else may lie there. */
function onlyItsOwn({ buffer, byteOffset, byteLength }: Buffer): Uint8Array<ArrayBuffer> {
  const alone = buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength * 2 > buffer.byteLength;
  return alone ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(Buffer.from(buffer, byteOffset, byteLength));
}
