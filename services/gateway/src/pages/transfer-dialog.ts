// What script shows while a form is on its way (src/client/transfer-dialog.ts).
// A template, so that it is not there without script.
import { html, type SafeHtml } from '@postern/html';
import type { PageContext } from './page-context.ts';

/** Where script puts a value of its own. */
const VALUE = '\u0001';

export function transferDialog({ texts: { text } }: PageContext): SafeHtml {
  return html`<template id="transfer"><dialog class="transfer" aria-labelledby="transfer-title"
  data-text-sent="${text('transfer.sent', { amount: VALUE })}" data-text-waiting="${text('transfer.waiting')}"
  data-text-received="${text('transfer.received', { amount: VALUE })}" data-text-ready="${text('transfer.ready')}"
  data-text-save="${text('message.attachment.save')}" data-text-broken="${text('transfer.broken')}" data-text-broken-do="${text('transfer.broken.do')}"
><h2 id="transfer-title">${text('transfer.title')}</h2>
<progress id="transfer-bar" max="1" aria-labelledby="transfer-title"></progress>
<p class="transfer-line" id="transfer-line"></p>
<p class="unseen" role="status" id="transfer-status"></p>
<div class="actions" id="transfer-actions"><button class="primary" type="button" id="transfer-retry" hidden>${text('error.retry')}</button
><button class="secondary" type="button" id="transfer-cancel">${text('transfer.cancel')}</button></div>
</dialog></template>
`;
}
