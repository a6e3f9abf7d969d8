// The second way to sign in: an account at an identity provider. One form for
// all of them, in a window of its own (`_blank`, which script makes a small
// one), so that the page with the sealed message stays.
import { html, type SafeHtml } from '@postern/html';
import type { Issuer, IssuerKind } from '../domain/issuer-list.ts';
import type { PageContext } from './document.ts';
import { ICONS } from './icons.ts';

const KIND_ICONS: Readonly<Record<IssuerKind, SafeHtml>> = {
  microsoft: ICONS.window,
  google: ICONS.globe,
  generic: ICONS.key,
};

interface Choice {
  readonly issuers: readonly Issuer[];
  /** Whether the page must stay, because a message waits in it. */
  readonly inNewWindow: boolean;
}

export function accountForm({ texts: { text } }: PageContext, { issuers, inNewWindow }: Choice): SafeHtml {
  const button = ({ id, displayName, kind }: Issuer) =>
    html`<li><button class="account" type="submit" formaction="/sign-in/oidc/${id}">${KIND_ICONS[kind]}<span>${text('account.continue', { provider: displayName })}</span></button></li>`;
  return html`<form method="post" id="account"${inNewWindow && html` target="_blank"`}>
${privateComputerBox(text, 'account-private')}
<ul class="accounts">${issuers.map(button)}</ul>
</form>`;
}

/** Whoever ticks it stays signed in, by whichever way they came. */
export function privateComputerBox(text: PageContext['texts']['text'], id: string): SafeHtml {
  return html`<label class="check" for="${id}"><input type="checkbox" id="${id}" name="private" value="1"><span>${text('code.private')}<span class="hint">${text('code.private.hint')}</span></span></label>`;
}

/** On the page where the message waits; `recipient` is masked, and empty when there are several. */
export function accountCard(context: PageContext, issuers: readonly Issuer[], recipient: string): SafeHtml | false {
  if (issuers.length === 0) return false;
  const { text } = context.texts;
  return html`<section class="card" id="step-account" aria-labelledby="account-title">
<h2 id="account-title">${text('account.title')}</h2>
<p>${recipient === '' ? text('account.lead.several') : text('account.lead.one', { recipient })} ${text('account.no_password')}</p>
<p class="without-script hint">${text('account.new_tab', { button: text('signed_in.without_script') })}</p>
${accountForm(context, { issuers, inNewWindow: true })}
<div class="with-script" id="account-note" role="status"></div>
<div class="with-script field-error" id="account-error" role="alert"></div>
<template id="account-waiting"><p class="good">${text('account.waiting')}</p><p>${text('account.closed')} ${text('account.blocked')} ${firstLink(text)}</p></template>
<p class="without-script hint">${text('account.blocked')} ${firstLink(text)}</p>
</section>`;
}

function firstLink(text: PageContext['texts']['text']): SafeHtml {
  return html`<a href="/sign-in/account" target="_blank" rel="noopener">${text('account.first')}</a>`;
}
