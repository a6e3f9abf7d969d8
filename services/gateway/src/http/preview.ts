import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PreviewHead__Output, PreviewResponse__Output } from '@postern/contracts';
import { PosternError, toPosternError } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import { hasPages, isPicture, previewCss, previewPageParts } from '../pages/preview-page.ts';
import { setLanguageHeaders } from './language-of-request.ts';
import { partIndex } from './part-index.ts';
import { type Portal, pageContext, readerGone, TIMEOUTS } from './portal.ts';
import { type Brought, sealedRoute } from './sealed-route.ts';
import { firstOf, sendSealed } from './send-sealed.ts';
import { takeAlong } from './take-along.ts';

const [WITH_PRINTING, WITHOUT_PRINTING] = [styleHash(true), styleHash(false)];

function styleHash(mayPrint: boolean): string {
  return `'sha256-${createHash('sha256').update(previewCss(mayPrint).text).digest('base64')}'`;
}

/** One attachment to look at, in a tab of its own: a document without an origin, in which nothing runs. */
export function previewRoute(app: FastifyInstance, portal: Portal): void {
  sealedRoute(app, portal, '/preview', async (brought) => {
    const { request, reply, fields } = brought;
    const { head, rest } = await fetchPreview(portal, brought, partIndex(fields.part)).catch(aboutPreview);
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
  });
}

/** What is too much to be looked at can be saved: it says nothing against the message, which the reader has read. */
function aboutPreview(thrown: unknown): never {
  const { code } = toPosternError(thrown);
  const isTooMuch = code === 'rendering.too_complex' || code === 'rendering.timeout';
  throw isTooMuch ? new PosternError('rendering.no_preview', { cause: thrown }) : thrown;
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

function fetchPreview(portal: Portal, brought: Brought, index: number): Promise<FetchedPreview> {
  const { capsule, body } = brought.sealed;
  const take = async (grant: string): Promise<FetchedPreview> => {
    const call = portal.deps.rendering.preview({ timeoutMs: TIMEOUTS.part, signal: readerGone(brought.reply) });
    void sendSealed(call, { sealed: { capsule, grant }, index }, body);
    const { first, rest } = await firstOf(call.responses);
    if (first?.head == null) throw new PosternError('internal');
    const { head } = first;
    // Whatever comes under another name is not looked at.
    if (!isPicture(head.mediaType) && !hasPages(head) && head.mediaType !== 'text/plain') throw new PosternError('internal');
    return { head, rest };
  };
  return takeAlong(portal, brought, { tell: portal.events.previewShown, take });
}
