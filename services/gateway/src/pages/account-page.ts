import { html } from '@postern/html';
import type { Issuer } from '../domain/issuer-list.ts';
import { accountForm } from './account-choice.ts';
import type { Page, PageContext } from './document.ts';

/** Signing in before the message is here: it is opened afterwards. */
export function accountPage(context: PageContext, issuers: readonly Issuer[]): Page {
  const { text } = context.texts;
  const content =
    issuers.length === 0
      ? html`<p class="lead">${text('account_first.none')}</p>
<div class="actions"><a class="button secondary" href="/">${text('error.home')}</a></div>`
      : html`<p class="lead">${text('account_first.lead')}</p>
<p>${text('account.no_password')}</p>
${accountForm(context, { issuers, inNewWindow: false })}`;
  return {
    status: 200,
    title: text('account_first.title'),
    content: html`<section class="card"><h1>${text('account_first.title')}</h1>
${content}</section>`,
  };
}
