import { html } from '@postern/html';
import type { Page, PageContext } from './document.ts';

/** On the way to an identity provider: at once, or by the link where a browser does not refresh. */
export function goingPage({ texts: { text } }: PageContext, url: URL, provider: string): Page {
  return {
    status: 200,
    title: text('going.title', { provider }),
    refresh: url,
    content: html`<section class="card"><h1>${text('going.title', { provider })}</h1>
<p class="lead">${text('account.no_password')} ${text('going.nothing_sent')}</p>
<div class="actions"><a class="button primary" href="${url.href}" rel="noreferrer">${text('going.link', { provider })}</a></div>
</section>`,
  };
}
