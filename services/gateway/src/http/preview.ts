import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PreviewHead__Output, PreviewResponse__Output } from '@postern/contracts';
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealed } from '../domain/sealed.ts';
import { hasPages, isPicture, previewCss, previewPageParts } from '../pages/preview-page.ts';
import { answerFailure } from './answer-failure.ts';
import { setLanguageHeaders } from './language-of-request.ts';
import { partIndex } from './part-index.ts';
import { type Portal, pageContext, readerGone, readForm, TIMEOUTS } from './portal.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

const [WITH_PRINTING, WITHOUT_PRINTING] = [styleHash(true), styleHash(false)];

function styleHash(mayPrint: boolean): string {
  return `'sha256-${createHash('sha256').update(previewCss(mayPrint).text).digest('base64')}'`;
}

/** One attachment to look at, in a tab of its own: a document without an origin, in which nothing runs. */
export function previewRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/preview', async (request, reply) => {
    const { sealed, fields } = await readForm(portal, request, reply);
    if (sealed === undefined) throw new PosternError('gateway.form_invalid');
    try {
      const { head, rest } = await fetchPreview(portal, request, reply, sealed, partIndex(fields.part));
      setLanguageHeaders(reply);
      return (
        reply
          .header('content-security-policy', policyFor(head))
          // Browsers refuse a sandbox together with a browsing context group of its own.
          .header('cross-origin-opener-policy', 'unsafe-none')
          .header('referrer-policy', 'no-referrer')
          .header('content-disposition', 'inline')
          .type('text/html; charset=utf-8')
          .send(Readable.from(previewPageParts(pageContext(portal, request), head, rest), { objectMode: true, highWaterMark: 2 }))
      );
    } catch (thrown) {
      return answerFailure(portal, { request, reply, sealed, error: aboutPreview(toPosternError(thrown)) });
    }
  });
}

/** What is too much to be looked at can be saved: it says nothing against the message, which the reader has read. */
function aboutPreview(error: PosternError): PosternError {
  const isTooMuch = error.code === 'rendering.too_complex' || error.code === 'rendering.timeout';
  return isTooMuch ? new PosternError('rendering.no_preview', { cause: error }) : error;
}

function policyFor(head: PreviewHead__Output): string {
  const holdsPictures = isPicture(head.mediaType) || hasPages(head);
  return [
    'sandbox',
    "default-src 'none'",
    `style-src ${head.rights.includes('RIGHT_PRINT') ? WITH_PRINTING : WITHOUT_PRINTING}`,
    `img-src ${holdsPictures ? 'data:' : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

interface FetchedPreview {
  readonly head: PreviewHead__Output;
  readonly rest: AsyncIterable<PreviewResponse__Output>;
}

function fetchPreview(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { capsule, body }: Sealed,
  index: number,
): Promise<FetchedPreview> {
  const take = async (grant: string): Promise<FetchedPreview> => {
    const call = portal.deps.rendering.preview({ timeoutMs: TIMEOUTS.part, signal: readerGone(reply) });
    void sendSealed(call, { sealed: { capsule, grant }, index }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.head == null) throw new PosternError('internal');
    const { head } = first;
    // Whatever comes under another name is not looked at.
    if (!isPicture(head.mediaType) && !hasPages(head) && head.mediaType !== 'text/plain') throw new PosternError('internal');
    return { head, rest };
  };
  return takeAlong(portal, request, reply, { capsule, tell: portal.events.previewShown, take });
}
