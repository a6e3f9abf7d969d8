import { Readable } from 'node:stream';
import type { PosternError } from '@postern/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorWords } from '../messages/error-texts.ts';
import { documentParts, type Page, type PageContext } from '../pages/document.ts';
import { errorPage, type Retry } from '../pages/error-page.ts';
import { setLanguageHeaders } from './language-of-request.ts';
import { type Portal, pageContext } from './portal.ts';
import { type PagePolicy, setPagePolicy } from './security-headers.ts';

const HTML = 'text/html; charset=utf-8';

export function sendPage(reply: FastifyReply, context: PageContext, page: Page): FastifyReply {
  // Where a sealed message waits, script may put the next page in place of this one, with its sender's logo.
  const policy = page.inlinePicture === true || page.carried !== undefined ? 'page_with_picture' : 'page';
  return sendParts(reply.code(page.status), policy, documentParts(context, page));
}

/** Parts of a page as they come; the reader's connection sets the pace. */
export function sendParts(
  reply: FastifyReply,
  policy: PagePolicy,
  parts: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): FastifyReply {
  setPagePolicy(reply, policy);
  setLanguageHeaders(reply);
  return reply.type(HTML).send(Readable.from(parts, { objectMode: true, highWaterMark: 2 }));
}

/** An error as a page, or as RFC 9457 problem details where JSON was asked for or a program asks. */
export function sendError(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  error: PosternError,
  retry?: Retry,
): FastifyReply {
  const context = pageContext(portal, request);
  setRetryAfter(reply, error);
  if (!wantsJson(request)) return sendPage(reply, context, errorPage(context, error, retry));
  const { text } = context.texts;
  const words = errorWords(error.code);
  setLanguageHeaders(reply);
  return reply
    .code(error.httpStatus)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:postern:error:${error.code}`,
        title: text(words.title),
        status: error.httpStatus,
        detail: `${text(words.what)} ${text(words.advice)}`,
        code: error.code,
      }),
    );
}

export function setRetryAfter(reply: FastifyReply, { retryAfterSeconds }: PosternError): void {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
}

export function wantsJson(request: FastifyRequest): boolean {
  if (request.routeOptions.config.forPrograms === true) return true;
  const accept = request.headers.accept ?? '';
  return /application\/(problem\+)?json/.test(accept) && !accept.includes('text/html');
}
