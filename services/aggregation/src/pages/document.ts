import { html, type SafeHtml } from '@postern/html';
import type { PageContext } from './page-context.ts';

/** A doorway with a small gate in it: a postern. */
const LOGO = html`<svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path class="logo-wall" d="M3 30V13a13 13 0 0 1 26 0v17z"/><path class="logo-gate" d="M10 30V15a6 6 0 0 1 12 0v15z"/><circle class="logo-lock" cx="16" cy="18" r="2.2"/><path class="logo-lock" d="M15 19h2l.8 5h-3.6z"/></svg>`;

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
