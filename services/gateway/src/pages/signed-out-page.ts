import { html } from '@postern/html';
import type { Page, PageContext } from './document.ts';

export function signedOutPage({ texts: { text } }: PageContext): Page {
  return {
    status: 200,
    title: text('signed_out.title'),
    content: html`<section class="card">
<h1>${text('signed_out.title')}</h1>
<p class="lead">${text('signed_out.body')}</p>
<p>${text('signed_out.hint')}</p>
<div class="actions"><a class="button secondary" href="/">${text('error.home')}</a></div>
</section>`,
  };
}
