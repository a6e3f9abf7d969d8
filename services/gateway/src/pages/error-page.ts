import type { PosternError } from '@postern/errors';
import { html } from '@postern/html';
import type { Sealed } from '../domain/sealed.ts';
import { errorWords } from '../messages/error-texts.ts';
import { type Page, type PageContext, SEALED_FORM } from './document.ts';
import { ICONS } from './icons.ts';

/** A sealed message that the reader need not bring again, and where it is posted to try again. */
export interface Retry {
  readonly sealed: Sealed;
  readonly action: '/open' | '/read';
}

/** What happened, what the reader can do, and the code to quote. */
export function errorPage({ texts: { text } }: PageContext, error: PosternError, retry?: Retry): Page {
  const words = errorWords(error.code);
  return {
    status: error.httpStatus,
    title: text(words.title),
    ...(retry === undefined ? {} : { carried: retry.sealed, step: retry.action === '/read' ? 'read' : 'sign-in' }),
    content: html`<section class="card problem">${ICONS.warning}
<h1>${text(words.title)}</h1>
<p class="lead">${text(words.what)}</p>
<p>${text(words.advice)}</p>
${retry !== undefined && html`<p>${text('error.keep')}</p>`}
<div class="actions">${
      retry === undefined
        ? html`<a class="button secondary" href="/">${text('error.home')}</a>`
        : html`<form id="${SEALED_FORM}" method="post" action="${retry.action}" enctype="multipart/form-data"><button class="primary" type="submit">${text('error.retry')}</button></form>`
    }</div>
<p class="code">${text('error.code', { code: error.code })}</p>
</section>`,
  };
}
