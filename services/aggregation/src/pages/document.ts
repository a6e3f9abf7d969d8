import { html, type SafeHtml } from '@postern/html';
import { LOGO } from '@postern/page-assets';
import type { PageContext } from './page-context.ts';

export interface Page {
  readonly title: string;
  readonly main: SafeHtml;
  /** Where the browser is to go on to, at once. */
  readonly refresh?: URL;
}

export function documentText({ asset, visitor }: PageContext, { title, main, refresh }: Page): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} · Postern usage</title>
<link rel="icon" type="image/svg+xml" href="${asset('logo.svg')}">
<link rel="stylesheet" href="${asset('dashboard.css')}">
<script src="${asset('early.js')}"></script>
<script type="module" src="${asset('main.js')}"></script>
${refresh !== undefined && html`<meta http-equiv="refresh" content="0;url=${refresh.href}">`}
</head>
<body>
<a class="skip" href="#content">Skip to the numbers</a>
<header class="masthead"><a class="brand" href="/">${LOGO}<span>Postern <span class="tagline">usage</span></span></a>
${visitor?.hasSession === true && html`<form method="post" action="/sign-out"><button class="quiet-button">Sign out</button></form>`}</header>
<main id="content" tabindex="-1">
${main}
</main>
<footer class="colophon"><p>Uses are counted, people are not. This page loads nothing from elsewhere, and nobody counts how you use it.</p></footer>
</body>
</html>
`.text;
}
