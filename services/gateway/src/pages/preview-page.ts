// One attachment in a tab of its own. The page stands under a sandbox without
// an origin, so nothing of the portal can be loaded into it: its few rules are
// in it, and the policy names them by their hash.
import type { PreviewHead__Output } from '@postern/contracts';
import { attachmentKind } from '../domain/attachment-kind.ts';
import { inBase64 } from '../domain/in-base64.ts';
import type { PageContext } from './document.ts';
import { html, type SafeHtml } from './html.ts';

/** Text in a style element: it holds no character that HTML escapes. */
export const PREVIEW_CSS: SafeHtml = html`:root{color-scheme:light dark}
body{margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif;color:CanvasText;background:Canvas;overflow-wrap:anywhere}
h1{font-size:20px;margin:0}
p{margin:4px 0 16px}
.cut{border:1px solid;border-radius:8px;padding:12px}
img{display:block;max-width:100%;height:auto;background:#ffffff}
pre{margin:0;font:15px/1.5 ui-monospace,monospace;white-space:pre-wrap;tab-size:4;unicode-bidi:plaintext}`;

export async function* previewPageParts(
  { texts }: PageContext,
  { attachment, mediaType, cut }: PreviewHead__Output,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<string | Buffer> {
  const { name = '', size = 0, mediaType: claimed = '', suspicious = false } = attachment ?? {};
  const kind = texts.text('message.attachment.kind', { kind: attachmentKind({ name, mediaType: claimed, suspicious }) });
  yield html`<!DOCTYPE html>
<html lang="${texts.locale}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${name}</title>
<style>${PREVIEW_CSS}</style>
</head>
<body>
<main>
<h1 dir="auto">${name}</h1>
<p>${kind}, ${texts.size(size)}</p>
${suspicious && html`<p class="cut">${texts.text('message.attachment.suspicious')}</p>`}${cut && html`<p class="cut">${texts.text('preview.cut')}</p>`}
`.text;
  yield* isPicture(mediaType) ? picture(name, mediaType, bytes) : text(bytes);
  yield '\n</main>\n</body>\n</html>\n';
}

/** Rendering said so, and it is checked here once more: no other type is ever a data: URL of the portal. */
export function isPicture(mediaType: string): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(mediaType);
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
