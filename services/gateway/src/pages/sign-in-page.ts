// Where a sealed message waits for its reader. Without script it is one page
// with two steps: form `ask` brings its answer into a small frame, so that the
// page with the ciphertext stays, and form `sealed` brings code and ciphertext
// to /read. With script the same elements are shown one step at a time.
import type { DescribeResponse__Output } from '@postern/contracts';
import type { ErrorCode } from '@postern/errors';
import { html, type SafeHtml } from '@postern/html';
import type { Issuer } from '../domain/issuer-list.ts';
import type { Sealed } from '../domain/sealed.ts';
import { type SenderBrand, senderBrand } from '../domain/sender-brand.ts';
import { accountCard, privateComputerBox } from './account-choice.ts';
import { type Page, type PageContext, SEALED_FORM } from './document.ts';
import { problemNote } from './home-page.ts';
import { ICONS } from './icons.ts';
import { hostLine, senderNotes, senderPlate } from './sender-brand.ts';

export const STATUS_FRAME = 'passcode-status';

interface SignIn {
  readonly description: DescribeResponse__Output;
  readonly sealed: Sealed;
  readonly issuers: readonly Issuer[];
  /** What was wrong with the last try. */
  readonly problem?: ErrorCode;
  readonly status: number;
  /** Whether the reader may have a code already. */
  readonly isCodeSent?: boolean;
}

/** Problems that belong to what was typed into the code field. */
const AT_THE_CODE: ReadonlySet<ErrorCode> = new Set(['otp.wrong', 'otp.expired', 'otp.exhausted']);

export function signInPage(
  context: PageContext,
  { description, sealed, issuers, problem, status, isCodeSent = false }: SignIn,
): Page {
  const { text } = context.texts;
  const sender = description.sender?.displayName ?? '';
  const brand = senderBrand(description.sender);
  return {
    status,
    title: text('sealed.title', { sender }),
    carried: sealed,
    step: isCodeSent ? 'code' : 'sign-in',
    inlinePicture: brand?.logo !== undefined,
    content: html`<section class="card sealed">
${brand !== undefined && hostLine(context)}
${senderPlate(context, brand)}
<p class="seal">${ICONS.verified}<span>${text('sealed.verified')}</span></p>
<h1>${text('sealed.title', { sender })}</h1>
<p class="lead">${text('sealed.verified.detail', { sender })}</p>
${facts(context, description, brand)}
${senderNotes(context, brand)}
</section>
${problem !== undefined && !AT_THE_CODE.has(problem) && problemNote(problem, text)}
${signedInStep(context)}
<div id="sign-in" data-problem="${problem ?? ''}" data-text-busy="${text('ask.busy')}" data-text-checking="${text('code.busy')}"
  data-text-opening="${text('code.opening')}" data-text-empty="${text('code.empty')}" data-text-left="${text('sent.time_left', { time: '\u0001' })}"
  data-text-up="${text('sent.time_up')}" data-text-wait="${text('sent.resend.wait', { time: '\u0001' })}"
  data-text-resend="${text('sent.resend')}" data-text-unavailable="${text('error.unavailable.what')} ${text('error.unavailable.do')}">
${askStep(context, description, sealed.capsule)}
${codeStep(context, problem, isCodeSent)}
${accountCard(context, issuers, description.maskedRecipient)}
</div>
${earlierStep(context)}
${problem === 'identity.not_recipient' && signOutStep(context)}
<details class="card quiet"><summary>${text('sealed.why.title')}</summary><p>${text('sealed.why.body')}</p></details>`,
  };
}

function facts(
  { texts, host }: PageContext,
  { maskedRecipient, expiresAt }: DescribeResponse__Output,
  brand: SenderBrand | undefined,
): SafeHtml {
  const { text } = texts;
  const recipient = maskedRecipient === '' ? text('sealed.for.several') : html`<bdi>${maskedRecipient}</bdi>`;
  return html`<dl class="facts">
<div><dt>${text('sealed.for')}</dt><dd>${recipient}</dd></div>
<div><dt>${text('sealed.until')}</dt><dd>${timeElement(texts, expiresAt)}</dd></div>
${
  // With a brand it stands above that.
  brand === undefined &&
  html`<div><dt>${text('sealed.host')}</dt><dd><bdi class="host">${host}</bdi> <span class="hint">${text('sealed.host.hint')}</span></dd></div>`
}
</dl>`;
}

/** A time in UTC, which script replaces by the reader's own. */
export function timeElement(texts: PageContext['texts'], unixSeconds: number): SafeHtml {
  const iso = new Date(unixSeconds * 1000).toISOString();
  return html`<time datetime="${iso}">${texts.dateTime(unixSeconds)}</time>`;
}

/** Not a submit button: as the first one of its form it would be what Enter in the code field presses. */
function signedInStep({ texts: { text } }: PageContext): SafeHtml {
  return html`<section class="card with-script" id="signed-in" hidden aria-labelledby="signed-in-title">
<h2 id="signed-in-title">${text('signed_in.title')}</h2><p>${text('signed_in.lead')}</p>
<button class="primary" type="button" id="signed-in-read">${text('signed_in.submit')}</button>
</section>`;
}

/** The same without script. It stands after the button of the code field, which so remains the one that Enter presses. */
function earlierStep({ texts: { text } }: PageContext): SafeHtml {
  return html`<section class="card quiet without-script"><p>${text('signed_in.lead.without_script')}</p>
<div class="actions"><button class="secondary" type="submit" form="${SEALED_FORM}" formnovalidate name="signed_in" value="1">${text('signed_in.without_script')}</button></div></section>`;
}

/** Signing out brings the message along, so that it is still here afterwards. */
function signOutStep({ texts: { text } }: PageContext): SafeHtml {
  return html`<section class="card quiet"><p>${text('sign_out.elsewhere')}</p>
<div class="actions"><button class="secondary" type="submit" form="${SEALED_FORM}" formaction="/sign-out" formnovalidate>${text('message.sign_out')}</button></div></section>`;
}

function askStep({ texts: { text } }: PageContext, { maskedRecipient }: DescribeResponse__Output, capsule: string): SafeHtml {
  const several = maskedRecipient === '';
  return html`<section class="card step" id="step-ask" aria-labelledby="ask-title">
<h2 id="ask-title"><span class="number" aria-hidden="true">1</span>${text('ask.title')}</h2>
<p>${several ? text('ask.lead.several') : text('ask.lead.one', { recipient: maskedRecipient })}</p>
<form method="post" action="/passcode" target="${STATUS_FRAME}" id="ask">
<input type="hidden" name="capsule" value="${capsule}">
${!several && html`<input type="hidden" name="recipient" value="${maskedRecipient}">`}
${several && addressField(text('ask.address.label'))}
<p class="field-error" id="ask-error" role="alert"></p>
<button class="primary" type="submit" id="ask-submit">${text('ask.submit')}</button>
</form>
<iframe class="status-frame without-script" name="${STATUS_FRAME}" title="${text('ask.frame')}" src="/passcode-status"></iframe>
</section>`;
}

function addressField(label: string): SafeHtml {
  return html`<label for="address">${label}</label>
<input type="email" dir="ltr" id="address" name="address" required autocomplete="email" maxlength="254" spellcheck="false" autocapitalize="none" aria-describedby="ask-error">`;
}

function codeStep({ texts: { text } }: PageContext, problem: ErrorCode | undefined, isOpen: boolean): SafeHtml {
  const atTheCode = problem !== undefined && AT_THE_CODE.has(problem);
  return html`<section class="card step" id="step-code"${isOpen && html` data-open`} aria-labelledby="code-title">
<h2 id="code-title"><span class="number" aria-hidden="true">2</span>${text('code.title')}</h2>
<div class="with-script sent" role="status" id="sent"></div>
<form method="post" action="/read" enctype="multipart/form-data" id="${SEALED_FORM}">
<label for="code">${text('code.label')}</label>
<p class="hint" id="code-hint">${text('code.hint')}</p>
<input class="code-field" type="text" dir="ltr" id="code" name="code" required autocomplete="one-time-code" inputmode="numeric" maxlength="32"
  spellcheck="false" aria-describedby="code-error code-hint"${atTheCode && html` aria-invalid="true" autofocus`}>
<div class="field-error" id="code-error" role="alert">${atTheCode && problemNote(problem, text)}</div>
${privateComputerBox(text, 'private')}
<div class="actions"><button class="primary" type="submit" id="code-submit">${text('code.submit')}</button></div>
</form>
<div class="with-script resend"><p class="time-left" id="time-left"></p>
<button class="link" type="button" id="resend">${text('sent.resend')}</button></div>
</section>`;
}
