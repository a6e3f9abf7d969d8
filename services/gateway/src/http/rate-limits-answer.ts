import type { IncomingMessage } from 'node:http';
import type { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemFrame } from '../pages/status-frame.ts';
import { sendError, sendParts, setRetryAfter, wantsJson } from './answers.ts';
import { type Portal, pageContext } from './portal.ts';

interface Refusal {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly error: PosternError;
  /** The answer is shown inside the sign-in page, where there is no script. */
  readonly inFrame: boolean;
}

/** Answers a request that is not read. */
export function refuse(portal: Portal, { request, reply, error, inFrame }: Refusal): FastifyReply {
  passOver(request.raw, portal.config.maxFormBytes);
  if (!inFrame || wantsJson(request)) return sendError(portal, request, reply, error);
  setRetryAfter(reply, error);
  return sendParts(reply.code(error.httpStatus), 'frame', [problemFrame(pageContext(portal, request), error)]);
}

/** No browser reads an answer before its upload has ended, so the upload is let by; what exceeds `maxBytes` is cut off. */
function passOver(request: IncomingMessage, maxBytes: number): void {
  let passed = 0;
  request.on('data', (chunk: Buffer) => {
    passed += chunk.length;
    if (passed > maxBytes) request.destroy();
  });
}
