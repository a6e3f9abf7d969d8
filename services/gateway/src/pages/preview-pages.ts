// The pages of a PDF, one below the other: each a picture, and below it what
// stands on it, folded, for whoever cannot see the picture or wants to take
// words from it. Links in it are words.
import type { PreviewHead__Output, PreviewPage__Output, PreviewResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { html, type SafeHtml } from '@postern/html';
import { inBase64 } from '../domain/in-base64.ts';
import type { PageContext } from './document.ts';

type Texts = PageContext['texts'];

/** Rendering draws far smaller ones. */
const MAX_SIDE = 16_384;

/** Ends with an error, and so without the end of the page, when what comes is anything else than pages in order. */
export async function* pages(
  texts: Texts,
  { pageCount }: PreviewHead__Output,
  responses: AsyncIterable<PreviewResponse__Output>,
): AsyncGenerator<string> {
  const iterator = responses[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    async function* picture(): AsyncGenerator<Buffer> {
      for (next = await iterator.next(); next.done !== true && next.value.chunk; next = await iterator.next())
        yield next.value.chunk;
    }
    for (let number = 1; next.done !== true; number += 1) {
      const page = asExpected(next.value.page, number, pageCount);
      const title = texts.text('preview.page', { number, count: pageCount });
      yield beginning(page, title).text;
      yield* inBase64(picture());
      yield ending(texts, page).text;
    }
  } finally {
    await iterator.return?.();
  }
}

function asExpected(page: PreviewPage__Output | null | undefined, number: number, pageCount: number): PreviewPage__Output {
  const isExpected = page?.number === number && number <= pageCount && [page.width, page.height].every(isSide);
  if (!isExpected) throw new PosternError('internal');
  return page;
}

const isSide = (pixels: number): boolean => pixels > 0 && pixels <= MAX_SIDE;

function beginning({ number, width, height }: PreviewPage__Output, title: string): SafeHtml {
  return html`<section class="page" aria-labelledby="page-${number}">
<h2 id="page-${number}">${title}</h2>
<img alt="${title}" width="${width}" height="${height}" src="data:image/png;base64,`;
}

function ending(texts: Texts, { text }: PreviewPage__Output): SafeHtml {
  if (text === '')
    return html`">
<p>${texts.text('preview.page.no_text')}</p>
</section>
`;
  return html`">
<details><summary>${texts.text('preview.page.text')}</summary><div class="page-text" dir="auto">${text}</div></details>
</section>
`;
}
