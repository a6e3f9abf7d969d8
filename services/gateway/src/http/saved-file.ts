import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { contentDisposition, safeMediaType } from '../domain/attachment-headers.ts';

export interface SavedFile {
  readonly name: string;
  readonly mediaType: string;
  /** In bytes, so that a browser knows how much is still to come and when something is missing. */
  readonly size?: number;
  readonly bytes: AsyncIterable<Buffer>;
}

/** A file to save, never a page; the reader's connection sets the pace. */
export function sendFile(reply: FastifyReply, { name, mediaType, size, bytes }: SavedFile): FastifyReply {
  if (size !== undefined) reply.header('content-length', String(size));
  return reply
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('content-disposition', contentDisposition(name))
    .type(safeMediaType(mediaType))
    .send(Readable.from(bytes, { objectMode: true, highWaterMark: 2 }));
}

export async function* bytesOf(responses: AsyncIterable<{ chunk?: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { chunk } of responses) if (chunk !== undefined) yield chunk;
}
