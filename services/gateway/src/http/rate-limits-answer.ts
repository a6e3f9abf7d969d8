import type { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemFrame } from '../pages/status-frame.ts';
import { sendError, sendParts, setRetryAfter, wantsJson } from './answers.ts';
import { passOver } from './pass-over.ts';
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
