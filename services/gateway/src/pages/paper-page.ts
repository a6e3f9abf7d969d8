// The document that a message lies on where scripts are on. It is the same for
// everybody and holds nothing: the page around it gives it the message. It has
// what the message's frame is to inherit, so that no other page needs it.
import { html } from '@postern/html';
import type { PageContext } from './page-context.ts';

export const PAPER_PATH = '/paper';
export const PAPER_WITH_PICTURES_PATH = '/paper-with-pictures';

export function paperPage({ texts, asset }: PageContext): string {
  return html`<!DOCTYPE html>
<html lang="${texts.locale}" dir="${texts.direction}" class="paper-document">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${texts.text('message.frame')}</title>
<link rel="stylesheet" href="${asset('portal.css')}"><script type="module" src="${asset('paper.js')}"></script></head>
<body></body>
</html>
`.text;
}
