// One attachment in a tab of its own. The page stands under a sandbox without
// an origin, so nothing of the portal can be loaded into it: its few rules are
// in it, and the policy names them by their hash.
import type { PreviewHead__Output, PreviewResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { html, type SafeHtml } from '@postern/html';
import { attachmentKind } from '../domain/attachment-kind.ts';
import { inBase64 } from '../domain/in-base64.ts';
import type { PageContext } from './document.ts';
import { pages } from './preview-pages.ts';

/** Rendering said so, and it is checked here once more: no other type is ever a data: URL of the portal. */
export function isPicture(mediaType: string): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(mediaType);
}

/** Pages of a PDF, each of which is a picture. */
export function hasPages({ mediaType, pageCount }: PreviewHead__Output): boolean {
  return mediaType === 'application/pdf' && pageCount > 0;
}

/** Text in a style element: it holds no character that HTML escapes. */
const CSS: SafeHtml = html`:root{color-scheme:light dark}
body{margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;color:CanvasText;background:Canvas;overflow-wrap:anywhere}
h1{font-size:20px;margin:0}
h2{font-size:16px;margin:24px 0 8px}
p{margin:4px 0 16px}
.cut{border:1px solid;border-radius:8px;padding:12px}
img{display:block;max-width:100%;height:auto;background:#ffffff}
pre{margin:0;font:15px/1.5 ui-monospace,monospace;white-space:pre-wrap;tab-size:4;unicode-bidi:plaintext}
.page{max-width:960px}
.page img{border:1px solid GrayText}
summary{padding:8px 0}
.page-text{white-space:pre-wrap;unicode-bidi:plaintext}`;

/** Printing is asked not to show it; a picture of the screen cannot be asked. */
const NO_PRINT_CSS: SafeHtml = html`
.refused{display:none}
@media print{main{display:none}.refused{display:block}}`;

/** What stands in the page's one style element. */
export function previewCss(mayPrint: boolean): SafeHtml {
  return mayPrint ? CSS : html`${CSS}${NO_PRINT_CSS}`;
}

export async function* previewPageParts(
  { texts }: PageContext,
  head: PreviewHead__Output,
  responses: AsyncIterable<PreviewResponse__Output>,
): AsyncGenerator<string | Buffer> {
  const { attachment, mediaType, cut } = head;
  const mayPrint = head.rights.includes('RIGHT_PRINT');
  const { name = '', size = 0, mediaType: claimed = '', suspicious = false } = attachment ?? {};
  const kind = texts.text('message.attachment.kind', { kind: attachmentKind({ name, mediaType: claimed, suspicious }) });
  yield html`<!DOCTYPE html>
<html lang="${texts.locale}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${name}</title>
<style>${previewCss(mayPrint)}</style>
</head>
<body>
<main>
<h1 dir="auto">${name}</h1>
<p>${kind}, ${texts.size(size)}</p>
${suspicious && html`<p class="cut">${texts.text('message.attachment.suspicious')}</p>`}${cut && html`<p class="cut">${texts.text('preview.cut')}</p>`}
`.text;
  if (hasPages(head)) yield* pages(texts, head, responses);
  else yield* isPicture(mediaType) ? picture(name, mediaType, bytesOf(responses)) : text(bytesOf(responses));
  yield html`
</main>
${!mayPrint && html`<p class="refused">${texts.text('message.no_print')}</p>`}
</body>
</html>
`.text;
}

async function* bytesOf(responses: AsyncIterable<PreviewResponse__Output>): AsyncGenerator<Buffer> {
  for await (const { chunk } of responses) {
    if (chunk === undefined) throw new PosternError('internal');
    yield chunk;
  }
}

async function* picture(name: string, mediaType: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  yield html`<img alt="${name}" src="data:${mediaType};base64,`.text;
  yield* inBase64(bytes);
  yield '">';
}

async function* text(bytes: AsyncIterable<Buffer>): AsyncGenerator<string | Buffer> {
  // A line break right after the tag is not part of the text (WHATWG HTML section 13.1.2.5), so one is given away.
  yield '<pre dir="auto">\n';
  for await (const chunk of bytes) yield escapeTextBytes(chunk);
  yield '</pre>';
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Bytes of UTF-8 as element content, on any cut of the stream: what has a meaning there is ASCII. */
function escapeTextBytes(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replace(/[&<>]/g, (character) => ESCAPED[character] ?? ''),
    'latin1',
  );
}
