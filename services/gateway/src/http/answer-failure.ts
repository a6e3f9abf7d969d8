import type { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { sendError } from './answers.ts';
import type { Portal } from './portal.ts';
import { isAboutSignIn, isWorthRetrying } from './retry.ts';
import { showSignIn } from './show-sign-in.ts';

interface Failure {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly sealed: Sealed;
  readonly error: PosternError;
}

/**
 * A message that could not be shown, or an attachment that could not be
 * saved. Whatever the reader can still do about it, the ciphertext goes back
 * into the page, so that the mail need not be opened again.
 */
export async function answerFailure(portal: Portal, { request, reply, sealed, error }: Failure): Promise<FastifyReply> {
  if (isAboutSignIn(error)) return showSignIn(portal, { request, reply, sealed, problem: error });
  const backToMessage = isWorthRetrying(error) || error.kind === 'not_found' || error.code === 'rendering.not_allowed';
  return sendError(portal, request, reply, error, backToMessage ? { sealed, action: '/read' } : undefined);
}
