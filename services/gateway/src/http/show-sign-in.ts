import { type ErrorCode, type PosternError, toPosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { sendError, sendPage, setRetryAfter } from './answers.ts';
import { type Portal, pageContext, readerGone, TIMEOUTS } from './portal.ts';
import { isWorthRetrying } from './retry.ts';

interface SignInRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly sealed: Sealed;
  /** What was wrong with the last try to sign in. */
  readonly problem?: PosternError;
  readonly isCodeSent?: boolean;
  readonly onDescribed?: (described: Described) => void;
}

interface Described {
  /** The verified sender's number in usage events. */
  readonly sender?: number | undefined;
  /** Why it could not be described. */
  readonly error?: unknown;
}

/** Answers with the page that holds the sealed message and asks who its reader is. */
export async function showSignIn(
  portal: Portal,
  { request, reply, sealed, problem, isCodeSent = false, onDescribed }: SignInRequest,
): Promise<FastifyReply> {
  const context = pageContext(portal, request);
  try {
    const { capsule } = sealed;
    const [description, issuers] = await Promise.all([
      portal.deps.keyRelease.describe({ capsule }, { timeoutMs: TIMEOUTS.describe, signal: readerGone(reply) }),
      portal.issuers.current(),
    ]);
    onDescribed?.({ sender: description.sender?.usageNumber });
    if (problem !== undefined) setRetryAfter(reply, problem);
    return sendPage(reply, context, signInPage(context, { description, sealed, issuers, isCodeSent, ...problemOf(problem) }));
  } catch (thrown) {
    onDescribed?.({ error: thrown });
    const error = toPosternError(thrown);
    return sendError(portal, request, reply, error, isWorthRetrying(error) ? { sealed, action: '/open' } : undefined);
  }
}

function problemOf(problem: PosternError | undefined): { readonly status: number; readonly problem?: ErrorCode } {
  return problem === undefined ? { status: 200 } : { status: problem.httpStatus, problem: problem.code };
}
