import { readFileSync } from 'node:fs';
import { html, type SafeHtml } from '@postern/html';

const file = (name: string) => readFileSync(new URL(name, import.meta.url));

/** The colours, as custom properties; a page's own style comes after them. */
export const COLOURS: Buffer = file('colours.css');

/** The mark as a file of its own, for tabs and bookmarks. */
export const LOGO_FILE: Buffer = file('logo.svg');

/** A doorway with a small gate in it: a postern. */
export const LOGO: SafeHtml = html`<svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"
  ><path class="logo-wall" d="M3 30V13a13 13 0 0 1 26 0v17z"/><path class="logo-gate" d="M10 30V15a6 6 0 0 1 12 0v15z"/><circle class="logo-lock" cx="16" cy="18" r="2.2"/><path class="logo-lock" d="M15 19h2l.8 5h-3.6z"/></svg>`;
