import { html, type SafeHtml } from '@postern/html';
import type { Operator } from '../../operator-settings.ts';

interface ContactLabels {
  readonly email: string;
  readonly post: string;
  readonly privacy: string;
}

/** How to reach the operator, by e-mail and by post. */
export function contactFacts({ name, email, address, privacyUrl }: Operator, labels: ContactLabels): SafeHtml {
  return html`<dl class="facts">
<div><dt>${labels.email}</dt><dd><a href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${email}</a></dd></div>
<div><dt>${labels.post}</dt><dd><bdi>${name}</bdi><br><bdi>${address}</bdi></dd></div>
${
  privacyUrl !== undefined &&
  html`<div><dt>${labels.privacy}</dt><dd><a href="${privacyUrl.href}" target="_blank" rel="noopener noreferrer">${privacyUrl.host}</a></dd></div>`
}</dl>`;
}
