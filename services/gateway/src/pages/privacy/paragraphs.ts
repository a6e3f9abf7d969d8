import { html, type SafeHtml } from '@postern/html';

export const paragraphs = (...texts: readonly (string | SafeHtml)[]): SafeHtml =>
  html`${texts.map((text) => html`<p>${text}</p>`)}`;
