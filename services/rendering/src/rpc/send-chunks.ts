import { CHUNK_BYTES } from '@postern/rpc';

/** Sends bytes in order, each chunk when the one before was taken. */
export async function sendChunks(bytes: Uint8Array, send: (chunk: Buffer) => Promise<void>): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < buffer.length; at += CHUNK_BYTES) await send(buffer.subarray(at, at + CHUNK_BYTES));
}
