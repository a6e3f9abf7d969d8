// The frame of every page, and the one way a page leaves: as parts, in order,
// so that a page which carries 25 MB of sealed text is never one string.
import { html, type SafeHtml } from '@postern/html';
import { LOGO } from '@postern/page-assets';
import type { Sealed } from '../domain/sealed.ts';
import { SEALED_FORM, type Step } from './carried.ts';
import { languageChooser } from './language-chooser.ts';
import type { PageContext } from './page-context.ts';
import { transferDialog } from './transfer-dialog.ts';

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly content: SafeHtml;
  /** Where the browser is to go on to, at once. */
  readonly refresh?: URL;
  /** Whether it has a picture of its own, as a data: URL. */
  readonly inlinePicture?: boolean;
  /** The sealed message that waits in this page, in the form `sealed`. */
  readonly carried?: Sealed;
  /** Where its reader is with it; `sign-in` unless it says otherwise. */
  readonly step?: Step;
}

export type { AssetName, PageContext } from './page-context.ts';
export { SEALED_FORM };

export function* documentParts(context: PageContext, page: Page): Generator<string | Buffer> {
  yield documentStart(context, page.title, page.refresh).text;
  yield page.content.text;
  yield* documentEnd(context, page.carried, page.step);
}

export function documentStart({ texts, asset }: PageContext, title: string, refresh?: URL): SafeHtml {
  return html`<!DOCTYPE html>
<html lang="${texts.locale}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} · ${texts.text('product.name')}</title>
<link rel="icon" type="image/svg+xml" href="${asset('logo.svg')}">
<link rel="stylesheet" href="${asset('portal.css')}">
<script src="${asset('early.js')}"></script>
${refresh !== undefined && html`<meta http-equiv="refresh" content="0;url=${refresh.href}">`}
</head>
<body>
<a class="skip" href="#content">${texts.text('skip')}</a>
<header class="masthead"><a class="brand" href="/">${LOGO}<span class="brand-name">${texts.text('product.name')}</span></a
><span class="tagline">${texts.text('product.tagline')}</span></header>
<main id="content" tabindex="-1">
`;
}

/** The end of a page. The sealed text comes last, so that a reader sees the page while it still arrives. */
export function* documentEnd(
  context: PageContext,
  carried: Sealed | undefined,
  step: Step = 'sign-in',
): Generator<string | Buffer> {
  const { texts, host, asset } = context;
  yield html`
<script type="module" async src="${asset('main.js')}"></script>
</main>
<footer class="colophon">${languageChooser(context, carried && step)}
<p>${texts.text('footer.host', { host })}</p><p>${texts.text('footer.keeps_nothing')}</p><p><a href="/privacy">${texts.text('footer.privacy')}</a></p></footer>
`.text;
  if (carried !== undefined) yield* carriedPart(context, carried);
  yield '</body>\n</html>\n';
}

/** The sealed message, or a mark that the browser's own stays with this page. */
function* carriedPart(context: PageContext, carried: Sealed): Generator<string | Buffer> {
  yield transferDialog(context).text;
  if (context.keepsSealed) yield '<template id="kept"></template>\n';
  else yield* carriedFields(carried);
}

/** Both fields were checked when they came in: no character of them means anything in an attribute. */
function* carriedFields({ capsule, body }: Sealed): Generator<string | Buffer> {
  yield html`<input type="hidden" form="${SEALED_FORM}" name="capsule" value="${capsule}">
<input type="hidden" form="${SEALED_FORM}" name="body" value="`.text;
  yield* body;
  yield '">\n';
}
