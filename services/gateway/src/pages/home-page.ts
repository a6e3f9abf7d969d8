import type { ErrorCode } from '@postern/errors';
import { html, type SafeHtml } from '@postern/html';
import { errorWords } from '../messages/error-texts.ts';
import type { Page, PageContext } from './document.ts';
import { ICONS } from './icons.ts';
import { transferDialog } from './transfer-dialog.ts';

/** Where a saved attachment or mail is handed in. */
interface Home {
  readonly status: number;
  /** Whether there are providers to sign in with. */
  readonly withAccounts: boolean;
  /** What was wrong with the last file. */
  readonly problem?: ErrorCode;
}

export function homePage(context: PageContext, { status, withAccounts, problem }: Home): Page {
  const { text } = context.texts;
  const { maxFormBytes } = context;
  const megabytes = Math.floor(maxFormBytes / 1_000_000);
  return {
    status,
    title: text('home.title'),
    // With script, the page of the message comes where this one is, with its sender's logo.
    inlinePicture: true,
    content: html`<section class="card">
<h1>${text('home.title')}</h1>
<p class="lead">${text('home.lead')}</p>
${problem !== undefined && problemNote(problem, text)}
<form method="post" action="/open" enctype="multipart/form-data" id="hand-in" data-max-bytes="${maxFormBytes}"
  data-text-chosen="${text('home.file.chosen', { name: '\u0001' })}" data-text-large="${text('home.file.too_large', { megabytes })}">
<label class="drop" for="file">${ICONS.upload}<span class="drop-title">${text('home.file.drop')}</span
><span class="drop-hint" id="file-hint">${text('home.file.hint', { megabytes })}</span>
<input type="file" id="file" name="file" required aria-label="${text('home.file.label')}" aria-describedby="file-hint file-note"
  accept=".html,.htm,.eml,text/html,message/rfc822"></label>
<p class="note" id="file-note" role="status"></p>
<button class="primary" type="submit">${text('home.submit')}</button>
</form>
${withAccounts && html`<p>${text('home.account')} <a href="/sign-in/account">${text('account.first')}</a></p>`}
</section>
<section class="card quiet"><h2>${text('home.how.title')}</h2>
<ol class="steps"><li>${text('home.how.1')}</li><li>${text('home.how.2')}</li><li>${text('home.how.3')}</li></ol>
</section>
<section class="card quiet wary">${ICONS.shield}<div><h2>${text('home.wary.title')}</h2><p>${text('home.wary.body')}</p></div></section>
${transferDialog(context)}`,
  };
}

export function problemNote(code: ErrorCode, text: PageContext['texts']['text']): SafeHtml {
  const words = errorWords(code);
  return html`<div class="alert" role="alert" id="problem">${ICONS.warning}<div><p class="alert-title">${text(words.title)}</p>
<p>${text(words.what)} ${text(words.advice)}</p><p class="code">${text('error.code', { code })}</p></div></div>`;
}
