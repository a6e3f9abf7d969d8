import type { ErrorCode } from '@postern/errors';
import { html } from '@postern/html';
import type { Issuer } from '../domain/issuer-list.ts';
import { errorWords } from '../messages/error-texts.ts';
import type { Page, PageContext } from './document.ts';
import { ICONS } from './icons.ts';

interface Ended {
  readonly status: number;
  readonly problem: ErrorCode;
  readonly issuerId: string;
  /** If it is on the list. */
  readonly issuer: Issuer | undefined;
}

/** Where trying again at the same provider leads nowhere. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['identity.issuer_unknown', 'identity.address_unproved']);

/** A sign-in at a provider that came to nothing. The message waits in another window, which is told by script. */
export function signInEndedPage({ texts: { text } }: PageContext, { status, problem, issuerId, issuer }: Ended): Page {
  const words = errorWords(problem);
  const what =
    problem === 'identity.address_unproved' && issuer !== undefined
      ? text('ended.unproved', { provider: issuer.displayName })
      : text(words.what);
  return {
    status,
    title: text(words.title),
    content: html`<section class="card problem" id="account-end" data-problem="${text(words.title)}. ${what} ${text(words.advice)}">${ICONS.warning}
<h1>${text(words.title)}</h1>
<p class="lead">${what}</p>
<p>${text(words.advice)}</p>
<p>${text('ended.kept')}</p>
<div class="actions"><button class="primary with-script" type="button" id="close-window">${text('ended.close')}</button
>${
      !FINAL.has(problem) &&
      html`<form method="post" action="/sign-in/oidc/${issuerId}"><button class="secondary" type="submit">${text('error.retry')}</button></form>`
    }</div>
<p class="code">${text('error.code', { code: problem })}</p>
</section>`,
  };
}
