// What one connection may cost. A client that sends nothing, or next to
// nothing, holds a socket and a little memory, and nothing but time takes them
// back: so many seconds for the head of a request, so many bytes in each half
// minute of an upload, so long for all of it. A client that takes its answer in
// sips holds more: the sealed message, which counts against what all requests
// may hold together. So an answer has its time, too.
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface ConnectionLimits {
  /** For the head of a request, in milliseconds, counted from the connection or from the request before. */
  readonly headersMs: number;
  /** For a whole request. A slow line needs its time for a form of 36 MiB: ten minutes are 60 KiB a second. */
  readonly requestMs: number;
  /** How often Node looks for the two above, and so how late they can be. */
  readonly checkEveryMs: number;
  /** In each of these windows an upload brings at least `minUploadBytes`. */
  readonly uploadWindowMs: number;
  readonly minUploadBytes: number;
  /** For a whole answer, from its beginning: as long as for a request, which is as large. */
  readonly answerMs: number;
  /** Without a byte in either direction. */
  readonly idleMs: number;
  /** Between two requests; longer than the 60 s of common proxies, so that it is they who close. */
  readonly keepAliveMs: number;
  readonly connections: number;
  /** Then the client connects anew, and finds the replicas that there are by now. */
  readonly requestsPerConnection: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersMs: 15_000,
  requestMs: 600_000,
  checkEveryMs: 5_000,
  uploadWindowMs: 30_000,
  minUploadBytes: 16 * 1024,
  answerMs: 600_000,
  idleMs: 120_000,
  keepAliveMs: 72_000,
  connections: 4_096,
  requestsPerConnection: 1_000,
};

/** Ends the connection of an upload that brings next to nothing. */
export function watchUpload({ raw, headers }: FastifyRequest, { uploadWindowMs, minUploadBytes }: ConnectionLimits): void {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  const { socket } = raw;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (raw.complete || socket.destroyed) return clearInterval(timer);
    if (socket.bytesRead - seen < minUploadBytes) socket.destroy();
    seen = socket.bytesRead;
  }, uploadWindowMs).unref();
  raw.once('close', () => clearInterval(timer));
}

/** Ends the connection of a reader who takes too long over an answer that has begun. */
export function watchAnswer({ raw }: FastifyReply, { answerMs }: ConnectionLimits): void {
  const timer = setTimeout(() => raw.destroy(), answerMs).unref();
  raw.once('close', () => clearTimeout(timer));
}
