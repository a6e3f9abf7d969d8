import { html, type SafeHtml } from '../html.ts';

export const paragraphs = (...texts: readonly (string | SafeHtml)[]): SafeHtml =>
  html`${texts.map((text) => html`<p>${text}</p>`)}`;
