import { html } from '@postern/html';
import type { Page, PageContext } from './document.ts';
import { timeElement } from './sign-in-page.ts';

/**
 * The end of a sign-in at a provider. Script tells the page that waits with
 * the message, and closes the window; `until` is when the session ends.
 */
export function signedInPage({ texts }: PageContext, until: number | undefined): Page {
  const { text } = texts;
  return {
    status: 200,
    title: text('signed_in_done.title'),
    content: html`<section class="card" id="account-end" data-signed-in="1">
<h1>${text('signed_in_done.title')}</h1>
<p class="lead">${text('signed_in_done.close')}</p>
<p>${text('signed_in_done.again')}</p>
${until !== undefined && html`<p class="hint">${text('signed_in.until')} ${timeElement(texts, until)}</p>`}
<div class="actions"><button class="primary with-script" type="button" id="close-window">${text('ended.close')}</button
><a class="button secondary" href="/">${text('error.home')}</a></div>
</section>`,
  };
}
